package io.swarmoperator.report;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.api.TaskState;
import io.swarmoperator.observe.KindCache;
import java.util.Locale;

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
    for (TaskState state : TaskState.values()) {
      registry.gauge(
          "swarmoperator_tasks",
          io.micrometer.core.instrument.Tags.of("state", state.name().toLowerCase(Locale.ROOT)),
          tasks,
          cache ->
              cache
                  .all()
                  .filter(task -> task.getStatus() != null && task.getStatus().getState() == state)
                  .count());
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
      HasMetadata resource, Exception exception, java.util.Map<String, Object> metadata) {
    registry.counter("swarmoperator_reconcile_failures").increment();
  }
}
