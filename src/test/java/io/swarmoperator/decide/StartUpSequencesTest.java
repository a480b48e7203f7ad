package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.swarmoperator.api.Durations;
import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.conformance.Difference;
import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.ServiceBuilder;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.SimulatedCluster;
import io.swarmoperator.sim.Simulation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What an operator repairs that starts and finds tasks which changed while there was none (S§4.7),
 * with its times.
 */
class StartUpSequencesTest {
  private static final ServiceBuilder GLOBAL =
      service().mode(new Mode.Global()).restart(RestartCondition.ANY, "50ms", 0, "0s");

  private static BehaviourRule first(Behaviour behaviour) {
    return BehaviourRule.all(behaviour).attempt(1);
  }

  private static Simulation of(int nodes, ServiceBuilder service, BehaviourRule... rules) {
    return Simulation.in(Setting.nodes(nodes).behaving(List.of(rules)), service);
  }

  @Conformance("C089")
  @Test
  void aTaskThatWasRejectedGetsAReplacementThatHasNoNodeYet() {
    Simulation simulation =
        of(1, service(), first(Behaviour.DEFAULT.with(Behaviour.Start.IMAGE_REFUSED)))
            .run("100ms")
            .then(SimulatedCluster::killOperator)
            .run("10s")
            .then(SimulatedCluster::startOperator)
            .run("1s");

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            10.1 slot 1#1 rejected: Back-off pulling image "app:1"
            10.1 slot 1#2 ready r1 TaskRejected
            """);
    TaskRecord replacement =
        simulation.cluster().view().tasks().stream()
            .filter(t -> t.identity().attempt() == 2)
            .findFirst()
            .orElseThrow()
            .record()
            .orElseThrow();
    assertThat(replacement.desired()).isEqualTo(DesiredState.READY);
    assertThat(replacement.nodeName()).isEmpty();
  }

  @Conformance("C091")
  @Test
  void aTaskOnANodeThatWentDownIsToldToStopAndReplacedAfterTheDelay() {
    Simulation simulation =
        of(2, service())
            .settle()
            .fromHere()
            .then(SimulatedCluster::killOperator)
            .then(c -> c.nodeDown("n1"))
            .run("10s")
            .then(SimulatedCluster::startOperator)
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            10.0 slot 1#2 ready r1 NodeDown
            10.0 slot 1#1 told to stop
            15.0 slot 1#2 new
            15.3 slot 1#2 running
            """);
    assertThat(simulation.cluster().view().tasks().stream().map(t -> t.record().orElseThrow()))
        .filteredOn(r -> r.identity().attempt() == 1)
        .extracting(TaskRecord::desired, TaskRecord::state)
        .as("what was last seen of it stays")
        .containsExactly(tuple(DesiredState.SHUTDOWN, TaskState.RUNNING));
  }

  @Conformance("C092")
  @ParameterizedTest
  @CsvSource({"2s, 15.3, 15.6", "30s, 40.4, 40.7"})
  void aTaskInItsRestartDelayStartsWhenThatIsOverAndAtOnceWhenItIsOverAlready(
      String down, String starts, String runs) {
    Simulation simulation =
        of(1, service(), first(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(10))))
            .run("10400ms")
            .then(SimulatedCluster::killOperator)
            .run(down)
            .then(SimulatedCluster::startOperator)
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.3 slot 1#1 running
            10.3 slot 1#2 ready r1 TaskFailed
            10.3 slot 1#1 failed: task: non-zero exit (1)
            %s slot 1#2 new
            %s slot 1#2 running
            """
                .formatted(starts, runs));
  }

  @Conformance("C094")
  @Test
  void aGlobalTaskThatFailedIsReplacedOnItsNode() {
    Simulation simulation =
        of(
                2,
                GLOBAL,
                first(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(1))).slot(SlotId.onNode("n2")))
            .run("500ms")
            .then(SimulatedCluster::killOperator)
            .run("10s")
            .then(SimulatedCluster::startOperator)
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot n1#1 new r1 NodeJoined
            0.0 slot n2#1 new r1 NodeJoined
            0.3 slot n1#1 running
            0.3 slot n2#1 running
            10.5 slot n2#2 ready r1 TaskFailed
            10.5 slot n2#1 failed: task: non-zero exit (1)
            10.55 slot n2#2 new
            10.85 slot n2#2 running
            """);
  }

  /** A start-first update was under way: both tasks of n1 run when the next operator starts. */
  @Conformance("C095")
  @Test
  void ofTwoGlobalTasksOnANodeOneIsToldToStop() {
    Simulation simulation =
        of(1, GLOBAL.update(u -> u.startFirst()))
            .settle()
            .fromHere()
            .change(s -> s.image("app:2"))
            .run("200ms")
            .then(SimulatedCluster::killOperator)
            .run("10s")
            .then(SimulatedCluster::startOperator)
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot n1#2 new r2 SpecChanged
            10.2 slot n1#1 told to stop
            10.2 slot n1#2 running
            10.3 slot n1#1 shutdown
            15.2 completed: update completed
            """);
  }

  @Conformance("C097")
  @Test
  void aGlobalTaskOnADrainedNodeIsToldToStopWithoutReplacement() {
    Simulation simulation =
        of(2, GLOBAL)
            .settle()
            .fromHere()
            .then(SimulatedCluster::killOperator)
            .then(c -> c.availability("n1", Availability.DRAIN))
            .run("10s")
            .then(SimulatedCluster::startOperator)
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            10.0 slot n1#1 told to stop
            10.1 slot n1#1 shutdown
            """);
  }

  @Conformance(value = "C097", differs = "D66")
  @Test
  void aGlobalTaskOnANodeThatIsGoneGoesWithoutReplacement() {
    Simulation simulation =
        of(2, GLOBAL)
            .settle()
            .fromHere()
            .then(SimulatedCluster::killOperator)
            .then(c -> c.removeNode("n1"))
            .run("10s")
            .then(SimulatedCluster::startOperator)
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            10.0 slot n1#1 gone
            """);
  }

  /**
   * At the end of the last task the restarts are 11, 9 and 8 minutes old: two of them are in a
   * window of ten minutes.
   */
  @Conformance("C098")
  @Difference("D30")
  @Test
  void anotherRestartIsAllowedWhenTheRecordsTellOfTwoInTheWindow() {
    assertThat(failingAgainAndAgain("10m").lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot n1#2 ready r2 SpecChanged
            0.0 slot n1#1 told to stop
            0.1 slot n1#1 shutdown
            0.1 slot n1#2 new
            0.4 slot n1#2 running
            5.4 completed: update completed
            60.4 slot n1#3 ready r2 TaskFailed
            60.4 slot n1#2 failed: task: non-zero exit (1)
            61.4 slot n1#3 new
            61.7 slot n1#3 running
            181.7 slot n1#4 ready r2 TaskFailed
            181.7 slot n1#3 failed: task: non-zero exit (1)
            182.7 slot n1#4 new
            183.0 slot n1#4 running
            243.0 slot n1#1 gone
            243.0 slot n1#5 ready r2 TaskFailed
            243.0 slot n1#4 failed: task: non-zero exit (1)
            244.0 slot n1#5 new
            244.3 slot n1#5 running
            724.3 slot n1#2 gone
            724.3 slot n1#6 ready r2 TaskFailed
            724.3 slot n1#5 failed: task: non-zero exit (1)
            725.3 slot n1#6 new
            725.6 slot n1#6 running
            """);
  }

  @Conformance("C098")
  @Difference("D30")
  @Test
  void noOtherRestartIsAllowedWhenTheRecordsTellOfThreeInTheWindow() {
    assertThat(failingAgainAndAgain("12m").lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot n1#2 ready r2 SpecChanged
            0.0 slot n1#1 told to stop
            0.1 slot n1#1 shutdown
            0.1 slot n1#2 new
            0.4 slot n1#2 running
            5.4 completed: update completed
            60.4 slot n1#3 ready r2 TaskFailed
            60.4 slot n1#2 failed: task: non-zero exit (1)
            61.4 slot n1#3 new
            61.7 slot n1#3 running
            181.7 slot n1#4 ready r2 TaskFailed
            181.7 slot n1#3 failed: task: non-zero exit (1)
            182.7 slot n1#4 new
            183.0 slot n1#4 running
            243.0 slot n1#1 gone
            243.0 slot n1#5 ready r2 TaskFailed
            243.0 slot n1#4 failed: task: non-zero exit (1)
            244.0 slot n1#5 new
            244.3 slot n1#5 running
            724.3 slot n1#5 failed: task: non-zero exit (1)
            """);
  }

  private static Simulation failingAgainAndAgain(String window) {
    return of(
            1,
            GLOBAL.restart(RestartCondition.ANY, "1s", 3, window),
            ends(2, "1m"),
            ends(3, "2m"),
            ends(4, "1m"),
            ends(5, "8m"))
        .settle()
        .fromHere()
        .change(s -> s.image("app:2"))
        .run("11m")
        .then(SimulatedCluster::killOperator)
        .then(SimulatedCluster::startOperator)
        .settle();
  }

  private static BehaviourRule ends(int attempt, String after) {
    return BehaviourRule.all(Behaviour.DEFAULT.exits(1, Durations.parse(after))).attempt(attempt);
  }
}
