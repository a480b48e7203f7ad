package io.swarmoperator.decide;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a worker of the updater does with a slot that it takes (S§5.4, S§5.5). */
final class UpdateStep {
  private final World world;
  private final UpdateOrder order;
  private final StepList steps;
  private final SlotHistory history;
  private final SlotRemoval removal;
  private final NewTasks newTasks;
  private final WaitingTasks waiting;
  private final Wake wake;

  UpdateStep(
      World world,
      UpdateOrder order,
      StepList steps,
      SlotHistory history,
      SlotRemoval removal,
      NewTasks newTasks,
      WaitingTasks waiting,
      Wake wake) {
    this.world = world;
    this.order = order;
    this.steps = steps;
    this.history = history;
    this.removal = removal;
    this.newTasks = newTasks;
    this.waiting = waiting;
    this.wake = wake;
  }

  /**
   * A worker takes the slot. That it leaves it as it is, is written before anything follows from
   * it: the worker's delay must not be lost with an operator that dies.
   */
  void take(Slot slot, Rollout run) {
    Optional<Task> right = slot.live().stream().filter(world::clean).findFirst();
    if (right.isEmpty()) {
      renew(slot, run);
      return;
    }
    steps.add(List.of(steps.save(right.get().now().keptIn(run, world.now()))));
  }

  /**
   * A worker comes to a slot that a restart has brought up to date: that goes its own way, and the
   * worker sleeps its delay (S§5.4, X20), wherever the slot goes.
   */
  void passOver(Slot slot, Rollout run) {
    slot.renewedIn(run)
        .ifPresent(t -> steps.add(List.of(steps.save(t.now().keptIn(run, world.now())))));
  }

  /** The task that a worker has left where it was, while that isn't all that its slot holds. */
  Optional<Task> keeps(Slot slot, Rollout run) {
    boolean passedOver = slot.renewedIn(run).isPresent();
    return slot.keptIn(run)
        .filter(Task::live)
        .filter(
            kept -> (kept.waiting() && !passedOver) || !membersBeside(world, kept, slot).isEmpty());
  }

  /**
   * What was there beside it when the worker came. Of one whose record was never written nobody
   * knows when it was made; what isn't right goes in any case.
   */
  static List<Task> membersBeside(World world, Task kept, Slot slot) {
    Instant at = kept.now().wanted().kept().orElseThrow().at();
    return slot.live().stream()
        .filter(t -> !t.equals(kept))
        .filter(t -> !world.clean(t) || !t.now().createdAt().isAfter(at))
        .toList();
  }

  /** A task stays, those beside it go, and one that waits is started (S§5.4 a, b). */
  void keep(Slot slot, Task kept) {
    List<Task> others = membersBeside(world, kept, slot);
    others.stream().filter(Task::hasPod).forEach(removal::stop);
    history.giveUp(slot, others.stream().filter(Task::waiting).toList());
    waiting.startNow(slot, kept);
    if (!others.isEmpty() && others.stream().noneMatch(Task::hasPod)) {
      wake.again(); // records that go or change make no event, and the worker is free by them
    }
  }

  /**
   * Replaces what runs in a slot that the last run has left behind by what the service is meant to
   * run (S§7, s17a).
   */
  void renewBeside(Slot slot) {
    renew(slot, identity(slot, Reason.SPEC_CHANGED));
  }

  private void renew(Slot slot, Rollout run) {
    Reason reason = run.state().rollback() ? Reason.ROLLED_BACK : Reason.SPEC_CHANGED;
    renew(slot, identity(slot, reason).in(run));
  }

  private TaskIdentity identity(Slot slot, Reason reason) {
    return newTasks.identity(slot.id(), slot.newest().attempt() + 1, world.target(), reason);
  }

  private void renew(Slot slot, TaskIdentity identity) {
    boolean startFirst = order == UpdateOrder.START_FIRST;
    List<Task> givenUp = slot.live().stream().filter(t -> !t.hasPod()).toList();
    List<Task> toldToStop =
        startFirst ? List.of() : slot.live().stream().filter(Task::hasPod).toList();
    boolean free = startFirst || slot.tasks().stream().noneMatch(Task::occupiesSlot);
    history.comes(
        slot,
        givenUp,
        List.of(),
        free ? newTasks.pod(identity) : newTasks.waiting(identity, Optional.empty()),
        toldToStop.stream().map(steps::delete).toList());
  }
}
