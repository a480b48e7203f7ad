package io.swarmoperator.decide;

import io.swarmoperator.sim.Decider;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Deciders that are wrong in one respect each: what must hold has to show it. */
public final class Sabotage {
  private Sabotage() {}

  /** Doesn't wait until the older task of a slot has stopped. */
  public static Decider neverWaits() {
    return actions(
        a ->
            a instanceof Action.SaveRecord save && awaitsOlder(save.task())
                ? new Action.CreatePod(save.task().started(DesiredState.RUNNING), Spot.ANYWHERE)
                : a);
  }

  private static boolean awaitsOlder(TaskRecord task) {
    return task.desired() == DesiredState.READY && task.startAfter().isEmpty();
  }

  /** Stops tasks first although they should be started first. */
  public static Decider stopsFirst() {
    return seeing(
        spec -> with(spec, stopFirst(spec.update()), stopFirst(spec.rollback()), spec.paused()));
  }

  private static RolloutPolicy stopFirst(RolloutPolicy p) {
    return new RolloutPolicy(
        p.parallelism(),
        p.delay(),
        UpdateOrder.STOP_FIRST,
        p.failureAction(),
        p.monitor(),
        p.maxFailureRatio());
  }

  /** Begins each slot's attempts anew. */
  public static Decider forgetsAttempts() {
    return actions(
        a ->
            a instanceof Action.CreatePod create
                    && !create.task().identity().reason().byRestart()
                    && !create.task().identity().reason().byUpdater()
                ? new Action.CreatePod(first(create.task()), create.spot())
                : a);
  }

  private static TaskRecord first(TaskRecord t) {
    TaskIdentity i = t.identity();
    TaskIdentity first =
        new TaskIdentity(
            i.service(),
            i.slot(),
            1,
            TaskIds.of("uid-ping", i.slot(), 1),
            i.revision(),
            i.image(),
            i.reason(),
            i.rollout(),
            i.iteration());
    return TaskRecord.created(first, t.desired(), t.startAfter(), t.createdAt());
  }

  /** Updates all slots at once. */
  public static Decider updatesAllAtOnce() {
    return seeing(
        spec -> with(spec, allAtOnce(spec.update()), allAtOnce(spec.rollback()), spec.paused()));
  }

  private static RolloutPolicy allAtOnce(RolloutPolicy p) {
    return new RolloutPolicy(
        0, p.delay(), p.order(), p.failureAction(), p.monitor(), p.maxFailureRatio());
  }

  /** Doesn't heed the user's pause. */
  public static Decider neverPauses() {
    return seeing(spec -> with(spec, spec.update(), spec.rollback(), false));
  }

  static ServiceSpec with(
      ServiceSpec s, RolloutPolicy update, RolloutPolicy rollback, boolean paused) {
    return new ServiceSpec(
        s.namespace(),
        s.name(),
        s.uid(),
        s.mode(),
        paused,
        update,
        rollback,
        s.drainOrder(),
        s.progressDeadline(),
        s.taskHistoryLimit(),
        s.revisionHistoryLimit());
  }

  /** Keeps all history. */
  public static Decider keepsHistory() {
    return seeing(s -> with(s, -1));
  }

  /** Keeps no history. */
  public static Decider forgetsHistory() {
    return seeing(s -> with(s, 0));
  }

  private static ServiceSpec with(ServiceSpec s, int historyLimit) {
    return new ServiceSpec(
        s.namespace(),
        s.name(),
        s.uid(),
        s.mode(),
        s.paused(),
        s.update(),
        s.rollback(),
        s.drainOrder(),
        s.progressDeadline(),
        historyLimit,
        s.revisionHistoryLimit());
  }

  /** Stops a task that runs well, now and then. */
  public static Decider stopsAtWhim() {
    return adding(
        (view, plan) ->
            plan.idle() && view.memory().rollout().isEmpty()
                ? view.tasks().stream()
                    .filter(t -> t.pod().map(p -> p.ready() && !p.deleting()).orElse(false))
                    .findFirst()
                    .map(
                        t -> new Action.DeletePod(t.identity().name(), t.pod().orElseThrow().uid()))
                    .map(a -> List.of(Step.of(a)))
                    .orElse(List.of())
                : List.of());
  }

  /** Says that a rollback is over when it has just begun. */
  public static Decider endsRollbacksAtOnce() {
    return (view, now) -> {
      Plan plan = Planner.plan(view, now);
      Optional<Rollout> back =
          plan.memory()
              .rollout()
              .filter(r -> r.state() == RolloutState.ROLLBACK_STARTED)
              .map(
                  r ->
                      r.with(
                          RolloutState.ROLLBACK_COMPLETED,
                          RolloutStart.ROLLBACK_COMPLETED,
                          Optional.of(now)));
      return back.isEmpty()
          ? plan
          : new Plan(
              plan.memory().withRollout(back),
              List.of(),
              List.of(),
              List.of(),
              plan.status(),
              Optional.empty());
    };
  }

  /** Tells tasks that are too many to go, but leaves their pods. */
  public static Decider leavesPods() {
    return without(a -> a instanceof Action.DeletePod);
  }

  /** Restarts without a delay. */
  public static Decider restartsAtOnce() {
    return (view, now) -> Planner.plan(impatient(view), now);
  }

  private static ServiceView impatient(ServiceView v) {
    Map<Long, Revision> revisions =
        v.revisions().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> impatient(e.getValue())));
    return new ServiceView(
        v.spec(),
        impatient(v.specRevision()),
        v.memory(),
        revisions,
        v.tasks(),
        v.nodes(),
        v.request(),
        v.failures());
  }

  private static Revision impatient(Revision r) {
    RestartPolicy policy =
        new RestartPolicy(
            r.restart().condition(),
            Duration.ZERO,
            r.restart().maxAttempts(),
            r.restart().window());
    return new Revision(
        r.number(), r.hash(), r.image(), policy, r.placement(), r.unplacedHash(), r.template());
  }

  /** Deletes what isn't there, in every round. */
  public static Decider actsInVain() {
    return adding((view, plan) -> List.of(Step.of(new Action.DeleteRecord("nothing"))));
  }

  /** Breaks off where there is more than one task. */
  public static Decider stumbles() {
    return (view, now) -> {
      if (view.tasks().size() > 1) {
        throw new IllegalStateException("stumbles over " + view.tasks().size() + " tasks");
      }
      return Planner.plan(view, now);
    };
  }

  /** Has something else to remember each time, so that no decision stands. */
  public static Decider neverSettles() {
    return (view, now) -> {
      Plan plan = Planner.plan(view, now);
      Memory other = plan.memory().withAttemptFloor(view.memory().attemptFloor() + 1);
      return new Plan(
          other, plan.steps(), plan.records(), plan.notices(), plan.status(), plan.wakeAt());
    };
  }

  /** Wants to look again every minute, though there is nothing to do. */
  public static Decider wakesInVain() {
    return (view, now) -> {
      Plan plan = Planner.plan(view, now);
      Instant again = now.plus(Duration.ofMinutes(1));
      return new Plan(
          plan.memory(),
          plan.steps(),
          plan.records(),
          plan.notices(),
          plan.status(),
          plan.wakeAt().filter(again::isAfter).or(() -> Optional.of(again)));
    };
  }

  /** Never fills the last slot. */
  public static Decider fillsTooFew() {
    return (view, now) -> {
      Plan plan = Planner.plan(view, now);
      int wanted = view.spec().mode() instanceof Mode.Replicated mode ? mode.replicas() : 0;
      return filtered(
          plan,
          a ->
              a instanceof Action.CreatePod create
                  && wanted > 1
                  && create.task().identity().slot().number() == wanted
                  && create.task().identity().reason() == Reason.SCALED_UP);
    };
  }

  static Decider seeing(UnaryOperator<ServiceSpec> change) {
    return (view, now) ->
        Planner.plan(
            new ServiceView(
                change.apply(view.spec()),
                view.specRevision(),
                view.memory(),
                view.revisions(),
                view.tasks(),
                view.nodes(),
                view.request(),
                view.failures()),
            now);
  }

  private interface More {
    List<Step> steps(ServiceView view, Plan plan);
  }

  private static Decider adding(More more) {
    return (view, now) -> {
      Plan plan = Planner.plan(view, now);
      if (!plan.memory().equals(view.memory())) {
        return plan;
      }
      List<Step> steps = new ArrayList<>(plan.steps());
      steps.addAll(more.steps(view, plan));
      return with(plan, steps);
    };
  }

  static Decider actions(Function<Action, Action> change) {
    return (view, now) -> {
      Plan plan = Planner.plan(view, now);
      return with(
          plan,
          plan.steps().stream()
              .map(step -> new Step(step.actions().stream().map(change).toList()))
              .toList());
    };
  }

  static Decider without(Predicate<Action> dropped) {
    return (view, now) -> filtered(Planner.plan(view, now), dropped);
  }

  private static Plan filtered(Plan plan, Predicate<Action> dropped) {
    return with(
        plan,
        plan.steps().stream()
            .map(step -> new Step(step.actions().stream().filter(dropped.negate()).toList()))
            .filter(step -> !step.actions().isEmpty())
            .toList());
  }

  static Plan with(Plan plan, List<Step> steps) {
    return new Plan(
        plan.memory(), steps, plan.records(), plan.notices(), plan.status(), plan.wakeAt());
  }
}
