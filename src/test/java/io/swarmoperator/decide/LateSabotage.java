package io.swarmoperator.decide;

import io.swarmoperator.sim.Decider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Deciders that are too early or too late. */
public final class LateSabotage {
  private static final Duration LATE = Duration.ofSeconds(30);

  private LateSabotage() {}

  /** Records tasks, but only after long. */
  public static Decider recordsLate() {
    return (view, now) -> {
      Plan plan = Planner.plan(view, now);
      List<RecordUpdate> due =
          plan.records().stream().filter(u -> !young(view, u.task(), now)).toList();
      Optional<Instant> wake =
          due.size() == plan.records().size()
              ? plan.wakeAt()
              : Optional.of(now.plus(LATE.dividedBy(2)));
      return new Plan(plan.memory(), plan.steps(), due, plan.notices(), plan.status(), wake);
    };
  }

  private static boolean young(ServiceView view, TaskRecord task, Instant now) {
    return view.tasks().stream()
        .filter(t -> t.identity().equals(task.identity()) && t.record().isEmpty())
        .flatMap(t -> t.pod().stream())
        .anyMatch(pod -> pod.createdAt().plus(LATE).isAfter(now));
  }

  /** Says of a task that it tells to stop what was true before it ran. */
  public static Decider takesStatesBack() {
    return Sabotage.actions(
        a ->
            a instanceof Action.SaveRecord save && isToldToStop(save.task())
                ? new Action.SaveRecord(starting(save.task()))
                : a);
  }

  private static boolean isToldToStop(TaskRecord task) {
    return task.desired().stops() && task.state() == TaskState.RUNNING;
  }

  private static TaskRecord starting(TaskRecord task) {
    return task.with(new TaskRecord.Phase(TaskState.STARTING, task.message(), task.error()));
  }

  /** Lets tasks wait for long when their time has come. */
  public static Decider startsLate() {
    return (view, now) -> {
      Plan plan = Planner.plan(view, now);
      List<Step> due =
          plan.steps().stream()
              .filter(step -> step.actions().stream().noneMatch(a -> waits(view, a, now)))
              .toList();
      Optional<Instant> wake =
          due.size() == plan.steps().size() ? plan.wakeAt() : Optional.of(now.plus(LATE));
      return new Plan(plan.memory(), due, plan.records(), plan.notices(), plan.status(), wake);
    };
  }

  private static boolean waits(ServiceView view, Action action, Instant now) {
    return action instanceof Action.CreatePod create
        && view.tasks().stream()
            .filter(t -> t.identity().equals(create.task().identity()))
            .flatMap(t -> t.record().stream())
            .anyMatch(r -> r.startAfter().orElse(r.createdAt()).plus(LATE).isAfter(now));
  }

  /** Takes a node for lost as soon as it says that it isn't ready. */
  public static Decider givesNodesNoGrace() {
    return (view, now) -> {
      Map<String, NodeView> nodes =
          view.nodes().values().stream()
              .map(n -> lost(n, now))
              .collect(Collectors.toMap(NodeView::name, n -> n));
      return Planner.plan(view.with(nodes), now);
    };
  }

  private static NodeView lost(NodeView n, Instant now) {
    return n.health() == NodeView.Health.READY
        ? n
        : new NodeView(
            n.name(),
            n.availability(),
            n.health(),
            Optional.of(now),
            n.tasks(),
            n.labels(),
            n.taints());
  }
}
