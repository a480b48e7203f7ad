package io.swarmoperator.report;

import io.micrometer.core.instrument.MeterRegistry;
import io.swarmoperator.act.Outcome;
import io.swarmoperator.decide.FailureKind;
import io.swarmoperator.decide.ObservedTask;
import io.swarmoperator.decide.Plan;
import io.swarmoperator.decide.Reason;
import io.swarmoperator.decide.ServiceView;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.measure.Metric;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Counts what plans that were carried out did and found: tasks that were made, tasks that failed.
 */
public final class TaskMetrics {
  private final MeterRegistry registry;
  private final Function<String, Optional<Instant>> notReadySince;
  private final Clock clock;

  /**
   * Counts nothing yet.
   *
   * @param registry where the figures are kept
   * @param notReadySince when a node was seen to be ready no more, if it isn't
   * @param clock the operator's
   */
  public TaskMetrics(
      MeterRegistry registry, Function<String, Optional<Instant>> notReadySince, Clock clock) {
    this.registry = registry;
    this.notReadySince = notReadySince;
    this.clock = clock;
  }

  /**
   * A plan was carried out.
   *
   * @param seen what it was made from
   * @param plan what was to be done
   * @param outcome what came of it
   */
  public void carriedOut(ServiceView seen, Plan plan, Outcome outcome) {
    Set<String> ended =
        seen.tasks().stream()
            .filter(task -> task.record().map(r -> r.state().ended()).orElse(false))
            .map(task -> task.identity().name())
            .collect(Collectors.toSet());
    Stream.concat(plan.recorded(), outcome.refused().stream())
        // its end may be written in order and behind
        .collect(Collectors.toMap(t -> t.identity().name(), t -> t, (first, last) -> last))
        .values()
        .stream()
        .filter(task -> !ended.contains(task.identity().name()))
        .flatMap(task -> FailureKind.of(task).stream())
        .forEach(kind -> Metric.TASK_FAILURES.counter(registry, kind.word()).increment());
    plan.created()
        .map(TaskRecord::identity)
        .filter(task -> !outcome.withoutPod().contains(task.name()))
        .forEach(task -> created(seen, task));
  }

  private void created(ServiceView seen, TaskIdentity task) {
    Metric.TASK_CREATIONS.counter(registry, task.reason().word()).increment();
    if (task.reason() == Reason.NODE_DOWN) {
      predecessor(seen, task)
          .flatMap(ObservedTask::record)
          .flatMap(lost -> notReadySince.apply(lost.nodeName()))
          .ifPresent(
              since ->
                  Metric.NODE_REPLACEMENT
                      .timer(registry)
                      .record(Duration.between(since, clock.instant())));
    }
  }

  private static Optional<ObservedTask> predecessor(ServiceView seen, TaskIdentity task) {
    return seen.tasks().stream()
        .filter(other -> other.identity().slot().equals(task.slot()))
        .filter(other -> other.identity().attempt() < task.attempt())
        .max(Comparator.comparing(other -> other.identity().attempt()));
  }
}
