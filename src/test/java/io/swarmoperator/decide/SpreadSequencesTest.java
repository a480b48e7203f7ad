package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.SimulatedCluster;
import io.swarmoperator.sim.Simulation;
import io.swarmoperator.sim.TimelineEntry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** On which nodes tasks run: preferences, and nodes where they fail. */
class SpreadSequencesTest {

  /** Recorded: s24i. */
  @Conformance("C199")
  @Test
  void aNodeWhereItFailedFiveTimesIsAvoided() {
    Simulation simulation =
        Simulation.of(service().restart(RestartCondition.ANY, "1s", 0, "0s"))
            .behave(BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofMillis(100))))
            .run("24s");

    assertThat(nodes(simulation)).isEqualTo("n1 n1 n1 n1 n1 n2 n2 n2 n2 n2 n3 n3 n3 n3 n3 n1 n2");

    simulation.fromHere().change(s -> s.image("app:2")).run("9s");

    assertThat(nodes(simulation)).isEqualTo("n1 n1 n1 n1 n1 n2 n2");
  }

  @Conformance("C199")
  @Test
  void afterFiveFailuresOnTheEmptierNodeTheFullerOneIsTaken() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(2)
                    .behaving(
                        List.of(
                            BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofMillis(100)))
                                .slot(2))),
                service().replicas(2).restart(RestartCondition.ANY, "1s", 0, "0s"))
            .run("11s");

    assertThat(nodes(simulation)).isEqualTo("n1 n2 n2 n2 n2 n2 n1 n1 n1");
  }

  /** Failures count for a revision and for five minutes. */
  @Conformance("C200")
  @Test
  void failuresOfAnotherRevisionOrOfLongAgoCountNoMore() {
    Simulation simulation =
        Simulation.of(service().replicas(2).restart(RestartCondition.ANY, "1s", 0, "0s"))
            .settle()
            .behave(BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofMillis(100))).slot(2))
            .then(cluster -> cluster.availability("n3", Availability.PAUSE))
            .then(cluster -> cluster.deletePod(pod(cluster, 2)))
            .fromHere()
            .run("9s");
    assertThat(nodes(simulation)).isEqualTo("n2 n2 n2 n2 n1 n1");

    simulation.fromHere().change(s -> s.image("app:2")).run("2s");
    assertThat(nodes(simulation)).startsWith("n1 n2");

    simulation
        .behave()
        .run("290s")
        .behave(BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofMillis(100))).slot(2));
    simulation.fromHere().run("10s").then(cluster -> cluster.deletePod(pod(cluster, 2))).run("2s");
    assertThat(nodes(simulation)).isEqualTo("n2");
  }

  private static String pod(SimulatedCluster cluster, int slot) {
    return cluster.view().tasks().stream()
        .filter(t -> t.identity().slot().number() == slot)
        .filter(t -> t.pod().map(p -> !p.gone() && !p.finished()).orElse(false))
        .map(t -> t.identity().name())
        .findFirst()
        .orElseThrow();
  }

  /** The nodes on which tasks came to run, in order. */
  private static String nodes(Simulation simulation) {
    return simulation.cluster().timeline().entries().stream()
        .filter(TimelineEntry.TaskChanged.class::isInstance)
        .map(TimelineEntry.TaskChanged.class::cast)
        .filter(c -> c.task().state() == TaskState.RUNNING)
        .filter(c -> c.before().map(b -> b.state() != TaskState.RUNNING).orElse(true))
        .map(c -> c.task().nodeName())
        .collect(Collectors.joining(" "));
  }

  /** Recorded: s20a, of which the scale-down that knows no preferences is S§3.4. */
  @Test
  void preferencesShareTasksOutBetweenZonesWhateverTheirSize() {
    Simulation simulation =
        Simulation.of(service().replicas(6).spread("dc"))
            .then(cluster -> cluster.label("n1", "dc", "a"))
            .then(cluster -> cluster.label("n2", "dc", "a"))
            .then(cluster -> cluster.label("n3", "dc", "b"))
            .settle();
    assertThat(spread(simulation)).containsExactly("n1 2", "n2 1", "n3 3");
  }

  private static Set<String> spread(Simulation simulation) {
    return simulation.cluster().view().tasks().stream()
        .collect(
            Collectors.groupingBy(t -> t.pod().orElseThrow().nodeName(), Collectors.counting()))
        .entrySet()
        .stream()
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
