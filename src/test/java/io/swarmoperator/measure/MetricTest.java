package io.swarmoperator.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricTest {
  /** A whole operator has no more series than that, however much it looks after. */
  private static final int MOST_SERIES = 100;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @ParameterizedTest
  @EnumSource
  void itsSeriesAreBounded(Metric metric) {
    int series =
        metric.labels().stream().mapToInt(l -> l.values().size()).reduce(1, (a, b) -> a * b);
    assertThat(series).isBetween(1, MOST_SERIES);
  }

  /** Prometheus' library cuts these off and mixes what is left up with another metric. */
  @ParameterizedTest
  @EnumSource
  void itsNameEndsInNothingThatIsReserved(Metric metric) {
    assertThat(metric.exposed())
        .startsWith("swarmoperator_")
        .doesNotContain("_created", "_info", "_bucket", "_total_total");
  }

  @Test
  void aValueThatIsNotInTheListIsAMistake() {
    assertThatThrownBy(() -> Metric.TASK_FAILURES.counter(registry, "web.1.x"))
        .hasMessageContaining("reason=web.1.x");
    assertThatThrownBy(() -> Metric.TASK_FAILURES.counter(registry))
        .hasMessageContaining("has 1 labels");
  }

  @Test
  void allSeriesAreThereFromTheStart() {
    Metric.showAll(registry);
    assertThat(registry.get("swarmoperator_rollouts").counters()).hasSize(10);
    assertThat(registry.get("swarmoperator_rollout_duration").timers()).hasSize(8);
    assertThat(registry.find("swarmoperator_services").gauges()).isEmpty();
  }
}
