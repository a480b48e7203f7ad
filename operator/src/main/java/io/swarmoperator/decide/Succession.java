package io.swarmoperator.decide;

import java.util.List;

/**
 * When the older of a slot's two tasks goes: the end of a start-first step (S§5.5), and of the
 * replacement of a task that ran on until then.
 */
final class Succession {
  private final World world;
  private final SlotRemoval removal;
  private final SlotHistory history;

  Succession(World world, SlotRemoval removal, SlotHistory history) {
    this.world = world;
    this.removal = removal;
    this.history = history;
  }

  /** Stops the older tasks of a slot whose newest runs, if it is the one that takes over. */
  void stopSuperseded(Slot slot) {
    List<Task> live = slot.live();
    if (live.size() < 2 || !takesOver(slot, live.get(0))) {
      return;
    }
    live.stream().skip(1).filter(t -> t.hasPod() && !t.lost()).forEach(removal::stop);
    history.giveUp(slot, live.stream().skip(1).filter(Task::waiting).toList());
  }

  /**
   * Once no rollout is under way the newest does. It need not be what the service is meant to run:
   * where a step fails for good in a slot in which it found two, none of them is, and one is
   * enough.
   */
  private boolean takesOver(Slot slot, Task newest) {
    return newest.running()
        && (rolloutUnderWay()
            ? world.clean(newest) && finishesSlot(slot, newest)
            : world.clean(newest) || slot.live().stream().noneMatch(world::clean));
  }

  private boolean finishesSlot(Slot slot, Task newest) {
    boolean byRollout =
        world.memory().rollout().flatMap(slot::madeBy).map(newest::equals).orElse(false);
    Reason reason = newest.identity().reason();
    return byRollout || (reason.byRestart() && reason.stoppedPredecessor());
  }

  /**
   * After a failed start-first step old and new share the slot until the rollout is over (S§5.5); a
   * paused one isn't.
   */
  private boolean rolloutUnderWay() {
    return world.memory().rollout().map(r -> !r.state().done()).orElse(false);
  }
}
