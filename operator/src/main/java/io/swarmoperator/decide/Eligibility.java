package io.swarmoperator.decide;

import java.util.List;
import java.util.Optional;

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
    /** Paused: its task stays, but is neither updated nor restarted. */
    RESTING,
    /** Drained, down or not meeting the constraints: its task is to stop. */
    LEFT,
    /** Not there any more. */
    GONE
  }

  /** The names of the nodes that are to have a task, ascending. */
  List<String> served() {
    return world.view().nodes().keySet().stream()
        .filter(node -> standing(node) == Standing.SERVED)
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
    if (node.get().availability() == Availability.PAUSE) {
      return Standing.RESTING;
    }
    return world.meetsConstraints(node.get()) ? Standing.SERVED : Standing.LEFT;
  }
}
