package io.swarmoperator.decide;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What has to be done so that a slot gets a task: at once with a pod, or as one that waits. */
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

  /** Starts one that has waited. */
  void start(Task task) {
    TaskRecord started = task.now().started(world.spec().mode().started());
    steps.add(List.of(new Action.CreatePod(started, spot(task.identity()))));
  }

  /** Makes a task together with its pod. */
  Action pod(TaskIdentity task) {
    TaskRecord record =
        TaskRecord.created(task, world.spec().mode().started(), Optional.empty(), world.now());
    return new Action.CreatePod(record, spot(task));
  }

  /** Makes a task that waits. */
  Action waiting(TaskIdentity task, Optional<Instant> startAfter) {
    startAfter.ifPresent(wake::at);
    return steps.save(TaskRecord.created(task, DesiredState.READY, startAfter, world.now()));
  }

  private Spot spot(TaskIdentity task) {
    return ranking.choose(task, world.known(task.revision()).orElseGet(world::target));
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
