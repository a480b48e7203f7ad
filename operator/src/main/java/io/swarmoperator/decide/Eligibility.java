package io.swarmoperator.decide;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the nodes are to a service that has a task on each (S§7, S§8.3). */
final class Eligibility {
  private final World world;

  Eligibility(World world) {
    this.world = world;
  }

  /** What a node is to the service. */
  enum Standing {
    /** Is to have a task. */
    SERVED,
    /** Paused, or tainted since: its task stays, but is neither updated nor restarted. */
    RESTING,
    /** Drained, down, not meeting the constraints, no longer tolerated: its task is to stop. */
    LEFT,
    /** Not there any more. */
    GONE
  }

  /**
   * The slots of the nodes that are to have a task, are ready to take one and are none of the given
   * ones, ascending.
   */
  List<SlotId> unserved(Set<SlotId> served) {
    return world.view().nodes().values().stream()
        .filter(node -> standing(node.name()) == Standing.SERVED)
        .filter(node -> node.health() == NodeView.Health.READY)
        .map(node -> SlotId.onNode(node.name()))
        .filter(id -> !served.contains(id))
        .sorted()
        .toList();
  }

  Standing standing(String name) {
    Optional<NodeView> node = Optional.ofNullable(world.view().nodes().get(name));
    if (node.isEmpty()) {
      return world.nodeGone(name) ? Standing.GONE : Standing.RESTING; // no node is known at all
    }
    if (world.nodeDown(name) || node.get().availability() == Availability.DRAIN) {
      return Standing.LEFT;
    }
    boolean paused = NodePause.holds(node.get());
    if (!world.meetsConstraints(node.get())) {
      return paused && !changedSince(name) ? Standing.RESTING : Standing.LEFT;
    }
    if (world.target().placement().tolerates(node.get())) {
      return paused ? Standing.RESTING : Standing.SERVED;
    }
    return toleratedBefore(node.get()) ? Standing.LEFT : Standing.RESTING;
  }

  /**
   * Whether the node's task was made to put up with its taints, and the spec takes that back. A
   * taint that has come to the task evicts nothing by itself (D117).
   */
  private boolean toleratedBefore(NodeView node) {
    return Optional.ofNullable(world.slots().get(SlotId.onNode(node.name())))
        .flatMap(slot -> world.known(slot.newest().identity().revision()))
        .filter(revision -> revision.placement().tolerates(node))
        .isPresent();
  }

  /**
   * Whether the service has changed since the node got its task, be it in its endpoint. Only then a
   * paused node is looked at: when its labels change nobody enforces constraints there (S§7,
   * S§10.5). A job's run has one template and so one set of constraints, and what changes beside it
   * is no concern of the run (D74).
   */
  private boolean changedSince(String node) {
    if (world.spec().mode().job()) {
      return false;
    }
    return Optional.ofNullable(world.slots().get(SlotId.onNode(node)))
        .map(slot -> slot.newest().identity().revision())
        .filter(revision -> !revision.equals(world.target().hash()))
        .isPresent();
  }

  /**
   * Whether the slot's task was told to stop because of its node, or was rejected for its labels:
   * it is no member once the node is back, whatever the restart policy says (S§7; Q9, D73). One
   * that was evicted from a node in service is replaced as the policy says.
   */
  static boolean stoppedWithNode(Slot slot) {
    Task last = slot.current();
    boolean unfit = last.now().error().equals(TaskWords.UNFIT_NODE);
    boolean told = slot.live().isEmpty() && (!last.endedByItself() || unfit);
    return told && !slot.newest().now().wasEvicted();
  }
}
