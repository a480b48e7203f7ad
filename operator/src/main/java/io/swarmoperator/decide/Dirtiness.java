package io.swarmoperator.decide;

import java.util.List;

/** Which tasks and slots an update has to touch (S§5.2). */
final class Dirtiness {
  private final World world;
  private final RestartSupervisor restarts;
  private final Liveness liveness;

  Dirtiness(World world, RestartSupervisor restarts, Liveness liveness) {
    this.world = world;
    this.restarts = restarts;
    this.liveness = liveness;
  }

  /**
   * Whether a task runs something else than it should: neither the target, nor what differs from it
   * in placement only and is on a node that the target's constraints allow. One whose node is known
   * before it gets there has to get there first, by what it was made with.
   */
  static boolean dirty(World world, Task task) {
    Revision target = world.target();
    String hash = task.identity().revision();
    if (hash.equals(target.hash())) {
      return false;
    }
    boolean placed = !task.waiting() && task.now().state().compareTo(TaskState.PENDING) > 0;
    return !placed
        || world.known(hash).filter(target::samePlacementAside).isEmpty()
        || !mayStay(world, task.now().nodeName());
  }

  /** A node that nobody knows yet, because none is known, is no reason to go. */
  private static boolean mayStay(World world, String node) {
    return world
        .node(node)
        .map(world.target().placement()::allows)
        .orElseGet(() -> !world.nodeGone(node));
  }

  /**
   * Whether a rollout has to touch a slot. A slot whose task is about to be restarted comes back
   * clean. A rollback takes whatever broke of another revision, in its turn and without the restart
   * delay.
   */
  boolean dirty(Slot slot) {
    if (slot.live().isEmpty() && !restarts.restartsNoMore(slot)) {
      return liveness.rollback().isPresent() && !world.clean(slot.current());
    }
    List<Task> members = liveness.members(slot);
    return members.size() > 1 || !world.clean(members.get(0));
  }

  /**
   * Whether none of a slot's tasks is what the service is meant to run, and that was not tried in
   * vain: after a start-first step whose new task failed for good the old task runs on, and to try
   * again would give the new one more restarts than its policy allows.
   */
  boolean stale(Slot slot) {
    boolean triedInVain = world.clean(slot.newest()) && slot.newest().endedByItself();
    return dirty(slot) && liveness.members(slot).stream().noneMatch(world::clean) && !triedInVain;
  }

  /**
   * Whether a stale slot is cause for an update of its own. What has ended isn't, it is done; nor
   * is what differs in placement only: a rollout has found it where it may be, and if its node
   * changes or goes, that is for the {@link ConstraintEnforcer} and the {@link RestartSupervisor}
   * (S§10.5).
   */
  boolean leftBehind(Slot slot) {
    return stale(slot)
        && slot.live().stream()
            .map(t -> world.known(t.identity().revision()))
            .anyMatch(r -> r.filter(world.target()::samePlacementAside).isEmpty());
  }
}
