package io.swarmoperator.decide;

import java.util.List;

/**
 * When a task goes for which another one has come, or none will: the end of a start-first step
 * (S§5.5), of the replacement of a task that ran on until then, and of one on a node that is left.
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

  /**
   * Stops tasks on nodes that are drained or lost and that get no replacement, or have one already
   * (S§10.2).
   */
  void stopLost(Slot slot) {
    slot.live().stream().filter(t -> stopsAsLost(slot, t)).forEach(removal::stop);
  }

  private boolean stopsAsLost(Slot slot, Task task) {
    return task.lost() && !NodeDrain.awaitsReplacement(world.spec(), slot, task);
  }

  /** Whether a task has yet to be told to stop that is older than the one that waits for it. */
  boolean leavesNoRoom(Slot slot, Task waiting) {
    return slot.live().stream()
        .anyMatch(t -> t.attempt() < waiting.attempt() && stopsAsLost(slot, t));
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
   * After a failed start-first step old and new share the slot until the rollout is over (S§5.5).
   * Once none is under way the newest takes over. It need not be what the service is meant to run:
   * where a step fails for good in a slot in which it found two, none of them is, and one is
   * enough.
   */
  private boolean takesOver(Slot slot, Task newest) {
    if (!newest.running()) {
      return false;
    }
    if (world.memory().openRun().isPresent()) {
      return world.clean(newest) && finishesSlot(slot, newest);
    }
    return world.clean(newest) || slot.live().stream().noneMatch(world::clean);
  }

  private boolean finishesSlot(Slot slot, Task newest) {
    boolean byRollout =
        world.memory().rollout().flatMap(slot::madeBy).map(newest::equals).orElse(false);
    Reason reason = newest.identity().reason();
    return byRollout || (reason.byRestart() && reason.stoppedPredecessor());
  }
}
