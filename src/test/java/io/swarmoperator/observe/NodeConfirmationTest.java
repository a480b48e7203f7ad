package io.swarmoperator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.decide.Availability;
import io.swarmoperator.decide.NodeView;
import io.swarmoperator.decide.NodeView.Health;
import io.swarmoperator.decide.ServiceView;
import io.swarmoperator.sim.ServiceBuilder;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.Simulation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The one task is on n1, and must be in zone a. */
class NodeConfirmationTest {
  private final List<String> asked = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "n1, ACTIVE, READY,     a, ''", // it may stay
    "n1, PAUSE,  READY,     a, ''",
    "n1, DRAIN,  READY,     a, n1",
    "n1, ACTIVE, NOT_READY, a, n1",
    "n1, ACTIVE, UNKNOWN,   a, n1",
    "n1, ACTIVE, READY,     b, n1",
    "n2, ACTIVE, READY,     a, n1", // n1 is not known
  })
  void theNodeIsAskedForThatTheTaskWouldHaveToLeave(
      String name, Availability availability, Health health, String zone, String expected) {
    NodeView cached = node(name, availability, health, zone);
    NodeView live = node("n1", Availability.ACTIVE, Health.READY, "a");

    Map<String, NodeView> confirmed =
        NodeConfirmation.confirmed(view(), Map.of(name, cached), n -> ask(n, live));

    assertThat(String.join(" ", asked)).isEqualTo(expected);
    assertThat(confirmed.get("n1")).isEqualTo(expected.isEmpty() ? cached : live);
  }

  @ParameterizedTest
  @CsvSource({"n1", "n2"})
  void aNodeThatIsGoneIsGone(String known) {
    NodeView drained = node(known, Availability.DRAIN, Health.READY, "a");

    assertThat(NodeConfirmation.confirmed(view(), Map.of(known, drained), name -> Optional.empty()))
        .doesNotContainKey("n1");
  }

  private Optional<NodeView> ask(String name, NodeView live) {
    asked.add(name);
    return Optional.of(live);
  }

  private static NodeView node(String name, Availability availability, Health health, String zone) {
    Optional<Instant> downAt =
        health == Health.READY
            ? Optional.empty()
            : Optional.of(Instant.parse("2026-01-01T00:00:00Z"));
    return new NodeView(name, availability, health, downAt, 1, Map.of("zone", zone));
  }

  private static ServiceView view() {
    Simulation simulation =
        Simulation.in(
            Setting.nodes(1), ServiceBuilder.service().constraints("node.labels.zone == a"));
    simulation.cluster().label("n1", "zone", "a");
    return simulation.settle().cluster().view();
  }
}
