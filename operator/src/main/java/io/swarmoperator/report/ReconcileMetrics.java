package io.swarmoperator.report;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.api.SwarmTaskStatus;
import io.swarmoperator.api.TaskState;
import io.swarmoperator.observe.KindCache;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts and times reconciles, without a series for each service; shows tasks by state. */
public final class ReconcileMetrics implements Metrics {
  private final MeterRegistry registry;

  /**
   * Reports to a registry.
   *
   * @param registry where the figures are kept
   */
  public ReconcileMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Shows how many tasks there are in each state; counted when asked. */
  public void showTasks(KindCache<SwarmTask> tasks) {
    TaskCounts counts = new TaskCounts(tasks, registry.config().clock());
    for (TaskState state : TaskState.values()) {
      Gauge.builder("swarmoperator_tasks", counts, c -> c.in(state))
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .strongReference(true)
          .register(registry);
    }
  }

  /** Counts once for all states that are asked for together. */
  private static final class TaskCounts {
    private static final long FRESH_MILLIS = 1000;

    private final KindCache<SwarmTask> tasks;
    private final Clock clock;
    private Map<TaskState, Long> counts = Map.of();
    private long counted;

    TaskCounts(KindCache<SwarmTask> tasks, Clock clock) {
      this.tasks = tasks;
      this.clock = clock;
    }

    synchronized long in(TaskState state) {
      long now = clock.wallTime();
      if (counts.isEmpty() || Math.abs(now - counted) > FRESH_MILLIS) {
        counted = now;
        counts =
            tasks
                .all()
                .map(SwarmTask::getStatus)
                .filter(status -> status != null && status.getState() != null)
                .collect(Collectors.groupingBy(SwarmTaskStatus::getState, Collectors.counting()));
      }
      return counts.getOrDefault(state, 0L);
    }
  }

  @Override
  public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
    Timer.Sample sample = Timer.start(registry);
    String result = "failure";
    try {
      T answer = execution.execute();
      result = "success";
      return answer;
    } finally {
      sample.stop(registry.timer("swarmoperator_reconcile", "result", result));
    }
  }

  @Override
  public void failedReconciliation(
      HasMetadata resource, Exception exception, Map<String, Object> metadata) {
    registry.counter("swarmoperator_reconcile_failures").increment();
  }
}
