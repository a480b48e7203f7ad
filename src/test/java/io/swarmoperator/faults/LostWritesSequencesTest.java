package io.swarmoperator.faults;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.decide.RestartCondition;
import io.swarmoperator.sim.ApiObject.Kind;
import io.swarmoperator.sim.OpenCluster;
import io.swarmoperator.sim.ServiceBuilder;
import io.swarmoperator.sim.Setting;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What comes of it when a write doesn't arrive, or its answer doesn't. */
class LostWritesSequencesTest {
  private static final ServiceBuilder SERVICE =
      service().restart(RestartCondition.ANY, "5s", 0, "0s");

  /** A task whose pod was not made has no record either: nothing was deleted. */
  @Test
  void aTaskWhosePodIsNotMadeIsMadeAgainAsItWas() {
    OpenCluster cluster = new OpenCluster(SERVICE, Setting.nodes(1));
    Operators operators = operators(cluster);
    operators.befall(Mishaps.Fate.LOST, 2, Duration.ZERO);
    operators.start();
    run(cluster, 20_000);

    assertThat(cluster.lines())
        .isEqualTo(
            """
            1.712 slot 1#1 running r1 ScaledUp
            """);
  }

  /** Its pod is gone by the time that it is looked at again: what was seen of it counts. */
  @Test
  void aTaskThatWasEvictedHasNotFailedAlthoughNothingCouldBeRememberedAtFirst() {
    OpenCluster cluster = new OpenCluster(SERVICE, Setting.nodes(1));
    Operators operators = operators(cluster);
    operators.start();
    run(cluster, 1000);
    operators.stall(Kind.POD, Duration.ofSeconds(2));
    operators.stall(Kind.SERVICE, Duration.ofSeconds(2));
    cluster.cluster().evict(onlyPod(cluster));
    cluster.declare(SERVICE.image("app:2"));
    operators.befall(Mishaps.Fate.LOST, 1, Duration.ZERO);
    run(cluster, 20_000);

    assertThat(cluster.lines())
        .isEqualTo(
            """
            0.312 slot 1#1 running r1 ScaledUp
            4.407 slot 1#1 shutdown
            4.706 slot 1#2 running r2 Evicted
            """);
  }

  private static String onlyPod(OpenCluster cluster) {
    return cluster.cluster().view().tasks().stream()
        .filter(t -> t.pod().filter(p -> !p.gone()).isPresent())
        .map(t -> t.identity().name())
        .reduce((older, newer) -> newer)
        .orElseThrow();
  }

  private static Operators operators(OpenCluster cluster) {
    return new Operators(cluster, Parts.SOUND, 1, 1, Map.of());
  }

  private static void run(OpenCluster cluster, int milliseconds) {
    cluster.cluster().runFor(Duration.ofMillis(milliseconds));
  }
}
