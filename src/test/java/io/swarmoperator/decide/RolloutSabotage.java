package io.swarmoperator.decide;

import io.swarmoperator.sim.Decider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Deciders that are wrong about when a rollout begins, goes on and ends. */
public final class RolloutSabotage {
  private RolloutSabotage() {}

  /** Takes what has ended, or differs in its placement only, for left behind by a rollout. */
  public static Decider updatesWhatIsDone() {
    return (view, now) -> {
      Plan plan = Planner.plan(view, now);
      boolean under =
          view.memory().rollout().filter(r -> r.state().active() || r.state().paused()).isPresent();
      boolean another = under || view.spec().mode().job() || view.memory().specRevision() == 0;
      return another || !plan.memory().equals(view.memory()) ? plan : renewing(view, now, plan);
    };
  }

  /** Goes on by itself with a rollout that a failure has paused. */
  public static Decider resumesByItself() {
    return (view, now) -> {
      Plan plan = Planner.plan(view, now);
      Optional<Rollout> paused = view.memory().rollout().filter(r -> r.state().paused());
      return paused.isEmpty() || !plan.memory().equals(view.memory())
          ? plan
          : begun(
              view,
              now,
              plan,
              paused.get().state().rollback() ? RunKind.REQUESTED_ROLLBACK : RunKind.UPDATE);
    };
  }

  /** Leaves a run under way that has nothing left to do. */
  public static Decider completesNothing() {
    return (view, now) -> {
      Plan plan = Planner.plan(view, now);
      boolean completes =
          view.memory().rollout().filter(r -> r.state().active()).isPresent()
              && plan.memory().rollout().map(r -> r.state().done()).orElse(true);
      return completes
          ? new Plan(
              view.memory(), List.of(), List.of(), List.of(), plan.status(), Optional.empty())
          : plan;
    };
  }

  private static Plan renewing(ServiceView view, Instant now, Plan plan) {
    World world = new World(view, now);
    Slots slots = new Slots(world, new RestartSupervisor(world));
    if (slots.staleAreRenewed() || slots.kept().stream().noneMatch(slots.dirtiness()::stale)) {
      return plan;
    }
    return begun(view, now, plan, view.memory().hold().map(RunKind::of).orElse(RunKind.UPDATE));
  }

  private static Plan begun(ServiceView view, Instant now, Plan plan, RunKind kind) {
    List<Notice> notices = new ArrayList<>();
    Memory begun =
        new RolloutStart(view, now, notices)
            .start(view.memory(), view.memory().currentRevision(), kind, now);
    return new Plan(begun, List.of(), List.of(), notices, plan.status(), Optional.empty());
  }

  /** Says of what an update makes that it belongs to the one before. */
  public static Decider mistakesRuns() {
    return Sabotage.actions(
        a -> {
          if (a instanceof Action.CreatePod create) {
            return new Action.CreatePod(earlier(create.task()), create.spot());
          }
          return a instanceof Action.SaveRecord save
              ? new Action.SaveRecord(earlier(save.task()))
              : a;
        });
  }

  private static TaskRecord earlier(TaskRecord t) {
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
            Math.max(0, i.rollout() - 1),
            i.iteration());
    return i.reason().byUpdater() && t.desired() == DesiredState.READY
        ? TaskRecord.created(other, t.desired(), t.startAfter(), t.createdAt())
        : t;
  }

  /** Goes on whatever fails. */
  public static Decider countsNothing() {
    return Sabotage.seeing(
        spec -> Sabotage.with(spec, blind(spec.update()), blind(spec.rollback()), spec.paused()));
  }

  private static RolloutPolicy blind(RolloutPolicy p) {
    return new RolloutPolicy(
        p.parallelism(),
        p.delay(),
        p.order(),
        FailureAction.CONTINUE,
        p.monitor(),
        p.maxFailureRatio());
  }

  /** Counts only the failures of slots that are still there. */
  public static Decider forgetsFailuresOfGoneSlots() {
    return (view, now) -> {
      Set<String> there =
          view.tasks().stream().map(t -> t.identity().id()).collect(Collectors.toSet());
      return forgetting(
          view,
          now,
          r ->
              r.withFailures(
                  r.failures(), r.failedTasks().stream().filter(there::contains).toList()));
    };
  }

  /** Lets a worker go on at once when its slot goes with its node. */
  public static Decider forgetsDelaysOfGoneSlots() {
    return (view, now) -> {
      Set<String> there =
          view.tasks().stream().map(t -> t.identity().slot().word()).collect(Collectors.toSet());
      return forgetting(view, now, r -> without(r, there));
    };
  }

  private static Rollout without(Rollout r, Set<String> there) {
    return new Rollout(
        r.state(),
        r.message(),
        r.startedAt(),
        r.completedAt(),
        r.fromRevision(),
        r.toRevision(),
        r.number(),
        r.slots(),
        r.failures(),
        r.failedTasks(),
        r.goneSlots().stream().filter(g -> there.contains(g.slot())).toList());
  }

  /** Decides as if less were remembered of the run; what is remembered stays written. */
  private static Plan forgetting(ServiceView view, Instant now, UnaryOperator<Rollout> less) {
    Memory left = view.memory().withRollout(view.memory().rollout().map(less));
    Plan plan = Planner.plan(view.with(left), now);
    return plan.memory().equals(left)
        ? new Plan(
            view.memory(),
            plan.steps(),
            plan.records(),
            plan.notices(),
            plan.status(),
            plan.wakeAt())
        : plan;
  }

  /** Enforces constraints on paused nodes too. */
  public static Decider enforcesOnPausedNodes() {
    return (view, now) -> {
      Placement placement = view.specRevision().placement();
      Map<String, NodeView> nodes =
          view.nodes().values().stream()
              .map(
                  n ->
                      n.availability() == Availability.PAUSE && !placement.allows(n)
                          ? new NodeView(
                              n.name(),
                              Availability.ACTIVE,
                              n.health(),
                              n.downAt(),
                              n.tasks(),
                              n.labels(),
                              n.taints())
                          : n)
              .collect(Collectors.toMap(NodeView::name, n -> n));
      return Planner.plan(view.with(nodes), now);
    };
  }
}
