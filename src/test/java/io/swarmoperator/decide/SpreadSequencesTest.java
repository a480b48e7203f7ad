package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.conformance.Difference;
import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.SimulatedCluster;
import io.swarmoperator.sim.Simulation;
import io.swarmoperator.sim.Timeline;
import io.swarmoperator.sim.TimelineEntry;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** On which nodes tasks run: preferences, and nodes where they fail. */
class SpreadSequencesTest {
  private static final Behaviour FAILS = Behaviour.DEFAULT.exits(1, Duration.ofMillis(100));
  private static final Set<TaskState> SHOWN = EnumSet.of(TaskState.RUNNING, TaskState.FAILED);

  /** Recorded: s24i. */
  @Conformance("C199")
  @Test
  void aNodeWhereItFailedFiveTimesIsAvoided() {
    Simulation simulation =
        Simulation.of(service().restart(RestartCondition.ANY, "1s", 0, "0s"))
            .behave(BehaviourRule.all(FAILS))
            .run("24s");

    assertThat(runs(simulation))
        .isEqualTo(
            """
            0.3 1#1 running on n1
            0.4 1#1 failed on n1
            1.7 1#2 running on n1
            1.8 1#2 failed on n1
            3.1 1#3 running on n1
            3.2 1#3 failed on n1
            4.5 1#4 running on n1
            4.6 1#4 failed on n1
            5.9 1#5 running on n1
            6.0 1#5 failed on n1
            7.3 1#6 running on n2
            7.4 1#6 failed on n2
            8.7 1#7 running on n2
            8.8 1#7 failed on n2
            10.1 1#8 running on n2
            10.2 1#8 failed on n2
            11.5 1#9 running on n2
            11.6 1#9 failed on n2
            12.9 1#10 running on n2
            13.0 1#10 failed on n2
            14.3 1#11 running on n3
            14.4 1#11 failed on n3
            15.7 1#12 running on n3
            15.8 1#12 failed on n3
            17.1 1#13 running on n3
            17.2 1#13 failed on n3
            18.5 1#14 running on n3
            18.6 1#14 failed on n3
            19.9 1#15 running on n3
            20.0 1#15 failed on n3
            21.3 1#16 running on n1
            21.4 1#16 failed on n1
            22.7 1#17 running on n2
            22.8 1#17 failed on n2
            """);

    simulation.fromHere().change(s -> s.image("app:2")).run("9s");

    assertThat(runs(simulation))
        .isEqualTo(
            """
            0.3 1#19 running on n1
            0.4 1#19 failed on n1
            1.7 1#20 running on n1
            1.8 1#20 failed on n1
            3.1 1#21 running on n1
            3.2 1#21 failed on n1
            4.5 1#22 running on n1
            4.6 1#22 failed on n1
            5.9 1#23 running on n1
            6.0 1#23 failed on n1
            7.3 1#24 running on n2
            7.4 1#24 failed on n2
            8.7 1#25 running on n2
            8.8 1#25 failed on n2
            """);
  }

  @Conformance("C199")
  @Test
  void afterFiveFailuresOnTheEmptierNodeTheFullerOneIsTaken() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(2).behaving(List.of(BehaviourRule.all(FAILS).slot(2))),
                service().replicas(2).restart(RestartCondition.ANY, "1s", 0, "0s"))
            .run("11s");

    assertThat(runs(simulation))
        .isEqualTo(
            """
            0.3 1#1 running on n1
            0.3 2#1 running on n2
            0.4 2#1 failed on n2
            1.7 2#2 running on n2
            1.8 2#2 failed on n2
            3.1 2#3 running on n2
            3.2 2#3 failed on n2
            4.5 2#4 running on n2
            4.6 2#4 failed on n2
            5.9 2#5 running on n2
            6.0 2#5 failed on n2
            7.3 2#6 running on n1
            7.4 2#6 failed on n1
            8.7 2#7 running on n1
            8.8 2#7 failed on n1
            10.1 2#8 running on n1
            10.2 2#8 failed on n1
            """);
  }

  /** A task that belongs to a node comes back there however often it fails. */
  @Conformance("C199")
  @Test
  void aTaskOfANodeComesBackThereHoweverOftenItFails() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(2)
                    .behaving(List.of(BehaviourRule.all(FAILS).slot(SlotId.onNode("n1")))),
                service().mode(new Mode.Global()).restart(RestartCondition.ANY, "1s", 0, "0s"))
            .run("11s");

    assertThat(runs(simulation))
        .isEqualTo(
            """
            0.3 n1#1 running on n1
            0.3 n2#1 running on n2
            0.4 n1#1 failed on n1
            1.7 n1#2 running on n1
            1.8 n1#2 failed on n1
            3.1 n1#3 running on n1
            3.2 n1#3 failed on n1
            4.5 n1#4 running on n1
            4.6 n1#4 failed on n1
            5.9 n1#5 running on n1
            6.0 n1#5 failed on n1
            7.3 n1#6 running on n1
            7.4 n1#6 failed on n1
            8.7 n1#7 running on n1
            8.8 n1#7 failed on n1
            10.1 n1#8 running on n1
            10.2 n1#8 failed on n1
            """);
  }

  /** n1 has a replica, the other one fails on n2; so does that of the next revision. */
  @Conformance("C200")
  @Difference("D63")
  @Test
  void failuresOfAnotherRevisionCountNoMore() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(2).behaving(List.of(BehaviourRule.all(FAILS).slot(2))),
                service()
                    .replicas(2)
                    .restart(RestartCondition.ANY, "1s", 0, "0s")
                    .update(u -> u.onFailure(FailureAction.CONTINUE)))
            .run("9s")
            .fromHere()
            .change(s -> s.image("app:2"))
            .run("11s");

    assertThat(runs(simulation))
        .isEqualTo(
            """
            0.4 1#2 running on n1
            0.7 2#9 running on n2
            0.8 2#9 failed on n2
            2.1 2#10 running on n2
            2.2 2#10 failed on n2
            3.5 2#11 running on n2
            3.6 2#11 failed on n2
            4.9 2#12 running on n2
            5.0 2#12 failed on n2
            6.3 2#13 running on n2
            6.4 2#13 failed on n2
            7.7 2#14 running on n1
            7.8 2#14 failed on n1
            9.1 2#15 running on n1
            9.2 2#15 failed on n1
            10.5 2#16 running on n1
            10.6 2#16 failed on n1
            """);
  }

  @Test
  void failuresOfMoreThanFiveMinutesAgoCountNoMore() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(2).behaving(List.of(BehaviourRule.all(FAILS).slot(2))),
                service().replicas(2).restart(RestartCondition.ANY, "1s", 0, "0s"))
            .run("7s")
            .behave()
            .fromHere()
            .run("4m50s")
            .then(cluster -> cluster.deletePod(pod(cluster, 2)))
            .run("20s")
            .then(cluster -> cluster.deletePod(pod(cluster, 2)))
            .run("20s");

    assertThat(runs(simulation))
        .isEqualTo(
            """
            0.3 2#6 running on n1
            0.4 2#6 failed on n1
            1.7 2#7 running on n1
            290.0 2#7 failed on n1
            291.3 2#8 running on n1
            310.0 2#8 failed on n1
            311.3 2#9 running on n2
            """);
  }

  private static String pod(SimulatedCluster cluster, int slot) {
    return cluster.view().tasks().stream()
        .filter(t -> t.identity().slot().number() == slot)
        .filter(t -> t.pod().map(p -> !p.gone() && !p.finished()).orElse(false))
        .map(t -> t.identity().name())
        .findFirst()
        .orElseThrow();
  }

  /** When and on which nodes tasks came to run and failed. */
  private static String runs(Simulation simulation) {
    Timeline timeline = simulation.cluster().timeline();
    return timeline.entries().stream()
        .filter(TimelineEntry.TaskChanged.class::isInstance)
        .map(TimelineEntry.TaskChanged.class::cast)
        .filter(c -> c.before().map(b -> b.state() != c.task().state()).orElse(true))
        .filter(c -> SHOWN.contains(c.task().state()))
        .map(SpreadSequencesTest::line)
        .collect(Collectors.joining());
  }

  private static String line(TimelineEntry.TaskChanged change) {
    TaskRecord task = change.task();
    return "%.1f %s#%d %s on %s\n"
        .formatted(
            change.at().toMillis() / 1000.0,
            task.identity().slot().word(),
            task.identity().attempt(),
            task.state().name().toLowerCase(Locale.ROOT),
            task.nodeName());
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

  /** Of another slot as well, which is scaled up under the new operator. */
  @Difference("D63")
  @Test
  void anOperatorThatIsStartedAnewKnowsTheFailuresOfTheHistory() {
    Simulation simulation =
        Simulation.of(service().history(10).restart(RestartCondition.ANY, "1s", 0, "0s"))
            .behave(BehaviourRule.all(FAILS).slot(1))
            .run("6500ms")
            .then(SimulatedCluster::killOperator)
            .then(SimulatedCluster::startOperator)
            .change(s -> s.replicas(2))
            .run("2s");

    assertThat(runs(simulation))
        .isEqualTo(
            """
            0.3 1#1 running on n1
            0.4 1#1 failed on n1
            1.7 1#2 running on n1
            1.8 1#2 failed on n1
            3.1 1#3 running on n1
            3.2 1#3 failed on n1
            4.5 1#4 running on n1
            4.6 1#4 failed on n1
            5.9 1#5 running on n1
            6.0 1#5 failed on n1
            6.8 2#1 running on n2
            7.3 1#6 running on n3
            7.4 1#6 failed on n3
            """);
  }
}
