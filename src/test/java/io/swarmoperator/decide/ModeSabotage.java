package io.swarmoperator.decide;

import io.swarmoperator.sim.Decider;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** Deciders that are wrong about what one mode, or the placement, is particular in. */
public final class ModeSabotage {
  private ModeSabotage() {}

  /** Makes no task on the first node. */
  public static Decider leavesANodeOut() {
    return Sabotage.without(
        a ->
            a instanceof Action.CreatePod create
                && create.task().identity().slot().node().equals("n1"));
  }

  /** Makes tasks of the run before the present one. */
  public static Decider startsOldIterations() {
    return creating(
        create -> {
          TaskIdentity i = create.task().identity();
          TaskIdentity older =
              new TaskIdentity(
                  i.service(),
                  i.slot(),
                  i.attempt(),
                  i.id(),
                  i.revision(),
                  i.image(),
                  i.reason(),
                  i.rollout(),
                  Math.max(0, i.iteration() - 1));
          TaskRecord task = create.task();
          return new Action.CreatePod(
              TaskRecord.created(older, task.desired(), task.startAfter(), task.createdAt()),
              create.spot());
        });
  }

  /** Takes work that was completed for work that has failed. */
  public static Decider repeatsWork() {
    return (view, now) ->
        Planner.plan(
            with(
                view,
                view.spec(),
                view.tasks().stream()
                    .map(
                        t ->
                            new ObservedTask(
                                t.identity(), t.record().map(ModeSabotage::failed), t.pod()))
                    .toList()),
            now);
  }

  private static TaskRecord failed(TaskRecord t) {
    return t.state() != TaskState.COMPLETE
        ? t
        : new TaskRecord(
            t.identity(),
            new TaskRecord.Wanted(DesiredState.SHUTDOWN, t.startAfter()),
            new TaskRecord.Phase(TaskState.FAILED, t.message(), "task: non-zero exit (1)"),
            new TaskRecord.Container(OptionalInt.of(1), t.imageId(), t.nodeName()),
            t.times());
  }

  /** Works on more at a time than it may. */
  public static Decider hurries() {
    return (view, now) ->
        view.spec().mode() instanceof Mode.ReplicatedJob job
            ? Planner.plan(
                with(
                    view,
                    with(view.spec(), new Mode.ReplicatedJob(9, job.totalCompletions())),
                    view.tasks()),
                now)
            : Planner.plan(view, now);
  }

  /** Gives tasks no place of their own on their node. */
  public static Decider crowdsNodes() {
    return creating(
        create ->
            new Action.CreatePod(
                create.task(), new Spot(Optional.of("n1"), OptionalInt.empty(), List.of())));
  }

  private static Decider creating(UnaryOperator<Action.CreatePod> change) {
    return Sabotage.actions(a -> a instanceof Action.CreatePod create ? change.apply(create) : a);
  }

  private static ServiceView with(ServiceView v, ServiceSpec spec, List<ObservedTask> tasks) {
    return new ServiceView(
        spec,
        v.specRevision(),
        v.memory(),
        v.revisions(),
        tasks,
        v.nodes(),
        v.request(),
        v.failures());
  }

  private static ServiceSpec with(ServiceSpec s, Mode mode) {
    return new ServiceSpec(
        s.namespace(),
        s.name(),
        s.uid(),
        mode,
        s.paused(),
        s.update(),
        s.rollback(),
        s.drainOrder(),
        s.progressDeadline(),
        s.taskHistoryLimit(),
        s.revisionHistoryLimit());
  }
}
