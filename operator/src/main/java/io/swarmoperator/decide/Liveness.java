package io.swarmoperator.decide;

import java.util.List;
import java.util.Optional;

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
    if (slot.removed() || slot.cleared(world.memory().attemptFloor())) {
      return false;
    }
    return !refilledByRollback(slot);
  }

  /**
   * Whether a rollback refills the slot although its policy restarts nothing (S§6.2); once, or a
   * task that ends again would come back as long as the rollback lasts.
   */
  boolean refilledByRollback(Slot slot) {
    return rollback()
        .filter(run -> restarts.restartsNoMore(slot))
        .filter(run -> slot.newest().now().createdAt().isBefore(world.begun(run)))
        .isPresent();
  }

  /**
   * The tasks that make a slot live: those meant to run, else the one that ended and may not be
   * restarted (S§3.2).
   */
  List<Task> members(Slot slot) {
    List<Task> live = slot.live();
    return live.isEmpty() ? List.of(slot.newest()) : live;
  }

  /** The rollback under way. */
  Optional<Rollout> rollback() {
    return world.memory().rollout().filter(r -> r.state() == RolloutState.ROLLBACK_STARTED);
  }
}
