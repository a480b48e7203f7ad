package io.swarmoperator.decide;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What has to be done so that a slot gets a task: at once with a pod, or as one that waits until
 * its restart delay is over (S§4.3) or the task before it has stopped (S§5.5).
 */
final class NewTasks {
  private final World world;
  private final NodeRanking ranking;
  private final SlotHistory history;
  private final StepList steps;
  private final Wake wake;

  NewTasks(World world, NodeRanking ranking, SlotHistory history, StepList steps, Wake wake) {
    this.world = world;
    this.ranking = ranking;
    this.history = history;
    this.steps = steps;
    this.wake = wake;
  }

  /**
   * What is done around the coming of a task.
   *
   * @param first done before all
   * @param then what follows from it
   */
  record Around(List<Action> first, List<Action> then) {
    static final Around NOTHING = new Around(List.of(), List.of());
  }

  /** The slot gets a task that starts now. */
  void start(Slot slot, TaskIdentity identity, Around around) {
    history.comes(slot, List.of(), around.first(), pod(identity), around.then());
  }

  /**
   * The slot gets a task that waits.
   *
   * @param startAfter not before this instant; empty: as soon as older tasks have stopped
   */
  void await(Slot slot, TaskIdentity identity, Optional<Instant> startAfter, Around around) {
    history.comes(slot, List.of(), around.first(), waiting(identity, startAfter), around.then());
  }

  /**
   * The slot gets a task that starts now in another place.
   *
   * @param tried the places for which the one before it waited in vain
   */
  void startElsewhere(SortedSet<Integer> tried, Slot slot, TaskIdentity identity, Around around) {
    history.comes(
        slot, List.of(), around.first(), pod(made(identity).havingTried(tried)), around.then());
  }

  /** The same for one that waits until the one before it has stopped. */
  void awaitElsewhere(SortedSet<Integer> tried, Slot slot, TaskIdentity identity, Around around) {
    Action waiting = steps.save(readied(identity, Optional.empty()).havingTried(tried));
    history.comes(slot, List.of(), around.first(), waiting, around.then());
  }

  /** Starts one that has waited. */
  void start(Task task) {
    steps.add(List.of(pod(task.now().started(world.spec().mode().started()))));
  }

  /** Makes a task together with its pod. */
  Action pod(TaskIdentity task) {
    return pod(made(task));
  }

  private Action pod(TaskRecord record) {
    return new Action.CreatePod(record, spot(record));
  }

  private TaskRecord made(TaskIdentity task) {
    return TaskRecord.created(task, world.spec().mode().started(), Optional.empty(), world.now());
  }

  /** Makes a task that waits. */
  Action waiting(TaskIdentity task, Optional<Instant> startAfter) {
    startAfter.ifPresent(wake::at);
    return steps.save(readied(task, startAfter));
  }

  private TaskRecord readied(TaskIdentity task, Optional<Instant> startAfter) {
    return TaskRecord.created(task, DesiredState.READY, startAfter, world.now());
  }

  private Spot spot(TaskRecord record) {
    TaskIdentity task = record.identity();
    Revision revision = world.known(task.revision()).orElseGet(world::target);
    return ranking.choose(task.slot(), revision, record.wanted().tried());
  }

  /**
   * Who a slot's next task is, as long as no run makes it and it brings no slot up to date during
   * one ({@link TaskIdentity#in}).
   */
  TaskIdentity identity(SlotId slot, int attempt, Revision revision, Reason reason) {
    String id = TaskIds.of(world.spec().uid(), slot, attempt);
    return new TaskIdentity(
        world.spec().name(),
        slot,
        attempt,
        id,
        revision.hash(),
        revision.image(),
        reason,
        0,
        world.iteration());
  }
}
