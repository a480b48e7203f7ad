package io.swarmoperator.decide;

import java.util.List;
import java.util.Optional;

/** Slots that are to have a task and have none get one (S§3.4, S§7, S§8.2). */
final class EmptySlots {
  private final World world;
  private final NewTasks newTasks;

  EmptySlots(World world, NewTasks newTasks) {
    this.world = world;
    this.newTasks = newTasks;
  }

  /** Gives a slot its task, which waits as long as an older one of the slot stops. */
  void fill(SlotId id) {
    Optional<Slot> slot = Optional.ofNullable(world.slots().get(id));
    TaskIdentity identity = newTasks.identity(id, nextAttempt(slot), world.target(), reason());
    boolean stopping = slot.map(s -> s.tasks().stream().anyMatch(Task::occupiesSlot)).orElse(false);
    Slot target = slot.orElseGet(() -> new Slot(id, List.of()));
    if (stopping) {
      newTasks.await(target, identity, Optional.empty(), NewTasks.Around.NOTHING);
    } else {
      newTasks.start(target, identity, NewTasks.Around.NOTHING);
    }
  }

  /** A job's removed tasks may leave older ones behind: the floor counts for their slots too. */
  private int nextAttempt(Optional<Slot> slot) {
    int floor = world.memory().attemptFloor();
    int newest = slot.map(s -> s.newest().attempt()).orElse(floor);
    return (world.spec().mode().job() ? Math.max(newest, floor) : newest) + 1;
  }

  private Reason reason() {
    Mode mode = world.spec().mode();
    if (mode.job()) {
      return Reason.JOB_STARTED;
    }
    return mode.perNode() ? Reason.NODE_JOINED : Reason.SCALED_UP;
  }
}
