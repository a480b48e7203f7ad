package io.swarmoperator.decide;

import java.util.List;

/** Which slots count as live (S§3.2). */
final class Liveness {
  private final World world;
  private final RestartSupervisor restarts;

  Liveness(World world, RestartSupervisor restarts) {
    this.world = world;
    this.restarts = restarts;
  }

  /**
   * Whether a slot has a task meant to run, is about to get one by the restart policy, or has one
   * that ended and may not be restarted.
   */
  boolean live(Slot slot) {
    if (!slot.live().isEmpty()) {
      return true;
    }
    if (slot.removed()) {
      return false;
    }
    return !restarts.finished(slot)
        || !rollingBack(); // a rollback refills slots that were given up (S§6.2)
  }

  /**
   * The tasks that make a slot live: those meant to run, else the one that ended and may not be
   * restarted (S§3.2).
   */
  List<Task> members(Slot slot) {
    List<Task> live = slot.live();
    return live.isEmpty() ? List.of(slot.newest()) : live;
  }

  boolean rollingBack() {
    return world
        .memory()
        .rollout()
        .map(r -> r.state() == RolloutState.ROLLBACK_STARTED)
        .orElse(false);
  }
}
