package io.swarmoperator.report;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.swarmoperator.measure.Metric;
import java.util.Map;

/** Counts and times reconciles, without a series for each service. */
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

  @Override
  public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
    Timer.Sample sample = Timer.start(registry);
    String result = "failure";
    try {
      T answer = execution.execute();
      result = "success";
      return answer;
    } finally {
      sample.stop(Metric.RECONCILE.timer(registry, result));
    }
  }

  @Override
  public void failedReconciliation(
      HasMetadata resource, Exception exception, Map<String, Object> metadata) {
    Metric.RECONCILE_FAILURES.counter(registry).increment();
  }
}
