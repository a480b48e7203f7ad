package io.swarmoperator.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Probe;
import io.swarmoperator.api.Healthcheck;
import io.swarmoperator.conformance.Difference;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a task that is never healthy is stopped, by Swarm's engine and here. */
class HealthcheckRendererTest {

  @ParameterizedTest(name = "start period {0}, every {1}, then every {2}, {3} retries")
  @CsvSource(
      textBlock =
          """
          0, 5, 30, 3
          0, 5, 1, 2
          0, 5, 1, 1
          5, 1, 1, 2
          60, 5, 30, 3
          60, 7, 30, 3
          3, 10, 4, 1
          12, 5, 7, 2
          1, 1, 1, 1
          3600, 60, 10, 20
          10, 3, 100, 5
          """)
  @Difference({"D85", "D86"})
  void neverStopsBeforeSwarmWouldNorMuchLater(
      int startPeriod, int startInterval, int interval, int retries) {
    Probe startup =
        HealthcheckRenderer.startup(check(startPeriod, startInterval, interval, retries));
    long swarm = stoppedBySwarm(startPeriod, startInterval, interval, retries);
    long period = startup.getPeriodSeconds();

    // the first probe comes within one period after the start
    long earliest = (startup.getFailureThreshold() - 1) * period;
    assertThat(earliest).isGreaterThanOrEqualTo(swarm);
    assertThat(earliest + period).isLessThanOrEqualTo(swarm + 2 * period);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1000})
  void afterTheFirstSuccessRetriesAreCounted(int retries) {
    Healthcheck check = check(60, 5, 30, retries);
    assertThat(List.of(HealthcheckRenderer.liveness(check), HealthcheckRenderer.readiness(check)))
        .allSatisfy(
            probe -> {
              assertThat(probe.getFailureThreshold()).isEqualTo(retries);
              assertThat(probe.getPeriodSeconds()).isEqualTo(30);
              assertThat(probe.getSuccessThreshold()).isEqualTo(1);
            });
  }

  /** The engine's loop (moby daemon/health.go), with checks that take no time. */
  private static long stoppedBySwarm(
      int startPeriod, int startInterval, int interval, int retries) {
    long now = 0;
    int streak = 0;
    while (streak < retries) {
      now += now < startPeriod ? startInterval : interval;
      if (now >= startPeriod) {
        streak++;
      }
    }
    return now;
  }

  private static Healthcheck check(int startPeriod, int startInterval, int interval, int retries) {
    Healthcheck check = new Healthcheck();
    check.setTest(List.of("CMD", "false"));
    check.setStartPeriod(startPeriod + "s");
    check.setStartInterval(startInterval + "s");
    check.setInterval(interval + "s");
    check.setTimeout("1s");
    check.setRetries(retries);
    return check;
  }
}
