package io.swarmoperator.decide;

import io.swarmoperator.sim.Decider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Deciders that let a worker of the updater go on too early. */
public final class WorkerSabotage {
  /** Longer than any delay. */
  private static final Duration LONG = Duration.ofDays(1);

  private WorkerSabotage() {}

  /** Forgets the delay of a slot that was found right. */
  public static Decider forgetsDelaysOfLeftSlots() {
    return (v, now) ->
        Planner.plan(
            new ServiceView(
                v.spec(),
                v.specRevision(),
                v.memory(),
                v.revisions(),
                v.tasks().stream().map(WorkerSabotage::leftLongAgo).toList(),
                v.nodes(),
                v.request(),
                v.failures()),
            now);
  }

  private static ObservedTask leftLongAgo(ObservedTask task) {
    Optional<TaskRecord> record = task.record().map(WorkerSabotage::leftLongAgo);
    return new ObservedTask(task.identity(), record, task.pod());
  }

  private static TaskRecord leftLongAgo(TaskRecord task) {
    return task.with(
        new TaskRecord.Wanted(
            task.desired(),
            task.startAfter(),
            task.wanted().kept().map(k -> new TaskRecord.Kept(k.rollout(), k.at().minus(LONG))),
            task.wanted().tried()));
  }

  /** Says of what waits for its delay that a worker has found it, and starts it. */
  public static Decider findsWhatWaits() {
    return (view, now) -> {
      Plan plan = Planner.plan(view, now);
      Optional<Rollout> run = view.memory().rollout().filter(r -> r.state().active());
      if (run.isEmpty() || !plan.idle()) {
        return plan;
      }
      List<Step> steps =
          new World(view, now)
              .tasks().stream()
                  .filter(task -> task.waiting() && task.now().startAfter().isPresent())
                  .map(task -> started(task.now().keptIn(run.get(), now)))
                  .toList();
      return Sabotage.with(plan, steps);
    };
  }

  private static Step started(TaskRecord task) {
    return new Step(
        List.of(
            new Action.SaveRecord(task),
            new Action.CreatePod(task.started(DesiredState.RUNNING), Spot.ANYWHERE)));
  }

  /** Doesn't know of a slot that a restart has brought up to date. */
  public static Decider forgetsDelaysOfRenewedSlots() {
    return Sabotage.actions(
        a -> {
          if (a instanceof Action.CreatePod create) {
            return new Action.CreatePod(ofNoRun(create.task()), create.spot());
          }
          return a instanceof Action.SaveRecord save
              ? new Action.SaveRecord(ofNoRun(save.task()))
              : a;
        });
  }

  private static TaskRecord ofNoRun(TaskRecord t) {
    TaskIdentity i = t.identity();
    TaskIdentity other =
        new TaskIdentity(
            i.service(),
            i.slot(),
            i.attempt(),
            i.id(),
            i.revision(),
            i.image(),
            i.reason(),
            0,
            i.iteration());
    return i.reason().byRestart()
        ? new TaskRecord(other, t.wanted(), t.phase(), t.container(), t.times())
        : t;
  }
}
