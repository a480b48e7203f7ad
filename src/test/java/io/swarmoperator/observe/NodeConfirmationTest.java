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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The one task is on n1, and must be in zone a; n0 is another node. */
class NodeConfirmationTest {
  private static final Instant NOW = Instant.parse("2026-01-01T01:00:00Z");
  private static final NodeView OTHER = node("n0", Availability.ACTIVE, Health.READY, "b");

  private final List<String> asked = new ArrayList<>();
  private Optional<NodeView> live = Optional.of(node("n1", Availability.ACTIVE, Health.READY, "a"));
  private final NodeConfirmation confirmation =
      new NodeConfirmation(
          name -> {
            asked.add(name);
            return live;
          });

  @ParameterizedTest
  @CsvSource({
    "n1, ACTIVE, READY,     a, ''", // it may stay
    "n1, PAUSE,  READY,     a, ''",
    "n1, PAUSE,  READY,     b, ''", // nobody enforces constraints there
    "n1, DRAIN,  READY,     a, n1",
    "n1, ACTIVE, NOT_READY, a, n1",
    "n1, ACTIVE, UNKNOWN,   a, n1",
    "n1, ACTIVE, READY,     b, n1",
    "n2, ACTIVE, READY,     a, n1", // n1 is not known
  })
  void theNodeIsAskedForThatTheTaskWouldHaveToLeave(
      String name, Availability availability, Health health, String zone, String expected) {
    NodeView cached = node(name, availability, health, zone);

    Map<String, NodeView> confirmed = confirmation.confirmed(view(), nodes(OTHER, cached), NOW);

    assertThat(String.join(" ", asked)).isEqualTo(expected);
    assertThat(confirmed.get("n1")).isEqualTo(expected.isEmpty() ? cached : live.orElseThrow());
  }

  /** Then none counts as down, however often decisions are taken. */
  @Test
  void nobodyIsAskedForWhileNoNodeIsReady() {
    confirmation.confirmed(
        view(), nodes(node("n1", Availability.ACTIVE, Health.UNKNOWN, "a")), NOW);

    assertThat(asked).isEmpty();
  }

  @Test
  void nobodyIsAskedForWithinItsGrace() {
    NodeView cached = node("n1", Availability.ACTIVE, Health.NOT_READY, "a");
    Instant before = cached.downAt().orElseThrow().minusMillis(1);
    confirmation.confirmed(view(), nodes(OTHER, cached), before);

    assertThat(asked).isEmpty();
  }

  /** The label and the spec that asks for it came in one breath. */
  @ParameterizedTest
  @CsvSource({"ACTIVE, n1", "PAUSE, n1"})
  void theNodeIsAskedForThatDoesNotMeetTheConstraintsOfWhatComes(
      Availability availability, String expected) {
    Simulation simulation = simulation();
    simulation.cluster().killOperator();
    simulation.change(s -> s.constraints("node.labels.zone == a", "node.labels.disk == ssd"));
    ServiceView view = simulation.cluster().view();
    confirmation.confirmed(view, nodes(OTHER, node("n1", availability, Health.READY, "a")), NOW);

    assertThat(asked).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource({"n1", "n2"})
  void aNodeThatIsGoneIsGone(String known) {
    live = Optional.empty();
    NodeView drained = node(known, Availability.DRAIN, Health.READY, "a");

    assertThat(confirmation.confirmed(view(), nodes(drained), NOW)).doesNotContainKey("n1");
    assertThat(confirmation.confirmed(view(), nodes(drained), NOW))
        .as("though the watch shows it still")
        .doesNotContainKey("n1");
    assertThat(confirmation.confirmed(view(), nodes(OTHER), NOW)).doesNotContainKey("n1");
    assertThat(asked).as("once for one pod").containsExactly("n1");
  }

  /** One that joins by its name is another node: it is asked for, for a pod that came to it. */
  @Test
  void aNodeThatWasGoneIsAskedForForAnotherPod() {
    live = Optional.empty();
    confirmation.confirmed(view(), nodes(OTHER), NOW);
    live = Optional.of(node("n1", Availability.ACTIVE, Health.READY, "a"));
    Simulation simulation = simulation();
    simulation.cluster().deletePod(simulation.cluster().view().tasks().get(0).identity().name());
    ServiceView later = simulation.settle().cluster().view();

    assertThat(confirmation.confirmed(later, nodes(OTHER), NOW)).containsKey("n1");
    assertThat(asked).containsExactly("n1", "n1");
  }

  private static Map<String, NodeView> nodes(NodeView... nodes) {
    return Stream.of(nodes).collect(Collectors.toMap(NodeView::name, n -> n));
  }

  private static NodeView node(String name, Availability availability, Health health, String zone) {
    Optional<Instant> downAt =
        health == Health.READY
            ? Optional.empty()
            : Optional.of(Instant.parse("2026-01-01T00:00:00Z"));
    return new NodeView(name, availability, health, downAt, 1, Map.of("zone", zone), List.of());
  }

  private static ServiceView view() {
    return simulation().cluster().view();
  }

  private static Simulation simulation() {
    Simulation simulation =
        Simulation.in(
            Setting.nodes(1), ServiceBuilder.service().constraints("node.labels.zone == a"));
    simulation.cluster().label("n1", "zone", "a");
    return simulation.settle();
  }
}
