package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.sim.Simulation;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The formula of S§5.7: each slot costs its stop and start, here 0.4 s, and the delay. */
class UpdateDurationTest {
  private static final long STOP_AND_START = 400;

  @ParameterizedTest
  @CsvSource({
    "4, 1, 10, 5",
    "4, 2, 10, 5",
    "4, 3, 10, 5",
    "4, 0, 10, 5",
    "1, 1, 0, 5",
    "6, 2, 2, 5",
    "5, 1, 5, 5",
    "3, 1, 2, 1",
    "10, 4, 1, 30"
  })
  void anUpdateTakesAsLongAsTheFormulaSays(int d, int parallelism, int delay, int monitor) {
    Simulation simulation =
        Simulation.of(
                service()
                    .replicas(d)
                    .update(
                        u -> u.parallelism(parallelism).delay(delay + "s").monitor(monitor + "s")))
            .settle()
            .change(s -> s.image("app:2"))
            .settle();

    Rollout rollout = simulation.cluster().memory().rollout().orElseThrow();
    int rounds = parallelism == 0 ? 1 : (d + parallelism - 1) / parallelism;
    long watch = delay >= monitor ? delay + 1 : monitor;
    assertThat(Duration.between(rollout.startedAt(), rollout.completedAt().orElseThrow()))
        .isEqualTo(Duration.ofMillis(rounds * (STOP_AND_START + delay * 1000L) + watch * 1000));
  }
}
