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
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a change of the number of replicas does (S§3.3 to S§3.6), with its times. */
class ScalingSequencesTest {
  private static final Behaviour ENDS_WITH_NOUGHT =
      Behaviour.DEFAULT.exits(0, Duration.ofSeconds(10));
  private static final Behaviour FAILS = Behaviour.DEFAULT.exits(1, Duration.ofSeconds(10));

  @Conformance("C061")
  @Test
  void aServiceFoundAtTheStartGetsAllItsTasksAtOnce() {
    Simulation simulation =
        Simulation.of(service().replicas(2))
            .then(SimulatedCluster::killOperator)
            .run("10s")
            .then(SimulatedCluster::startOperator)
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            10.0 slot 1#1 new r1 ScaledUp
            10.0 slot 2#1 new r1 ScaledUp
            10.3 slot 1#1 running
            10.3 slot 2#1 running
            """);
  }

  @Conformance("C064")
  @Test
  void surplusTasksAreToldToGoAndTheOneLeftRunsOn() {
    Simulation simulation =
        Simulation.of(service().replicas(3))
            .settle()
            .fromHere()
            .change(s -> s.replicas(1))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 2#1 told to go
            0.0 slot 3#1 told to go
            0.1 slot 2#1 gone
            0.1 slot 3#1 gone
            """);
    assertThat(simulation.cluster().status().orElseThrow().summary()).isEqualTo("1/1");
  }

  @Conformance("C070")
  @Test
  void aTaskThatWasScaledAwayLeavesNoHistoryWhateverTheLimit() {
    Simulation simulation =
        Simulation.of(service().replicas(2).history(-1))
            .settle()
            .fromHere()
            .change(s -> s.replicas(1))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 2#1 told to go
            0.1 slot 2#1 gone
            """);
    assertThat(simulation.cluster().view().tasks()).hasSize(1);
  }

  @Conformance("X01")
  @Test
  void theLowestFreeNumbersAreUsedFirst() {
    Simulation oneAndFour =
        Simulation.in(Setting.nodes(1), service().replicas(3))
            .settle()
            .then(c -> c.addNode("n2"))
            .change(s -> s.replicas(4))
            .settle()
            .fromHere()
            .change(s -> s.replicas(2))
            .settle();

    assertThat(oneAndFour.change(s -> s.replicas(4)).settle().lines())
        .isEqualTo(
            """
            0.0 slot 2#1 told to go
            0.0 slot 3#1 told to go
            0.1 slot 2#1 gone
            0.1 slot 3#1 gone
            0.1 slot 2#2 new r1 ScaledUp
            0.1 slot 3#2 new r1 ScaledUp
            0.4 slot 2#2 running
            0.4 slot 3#2 running
            """);
  }

  @Conformance(value = "X07", differs = "D1")
  @Test
  void whatIsNeitherTemplateNorEndpointReplacesNoTaskAndLeavesNoTrace() {
    Simulation simulation =
        Simulation.of(service().replicas(2))
            .settle()
            .fromHere()
            .change(s -> s.replicas(3))
            .settle()
            .change(s -> s.update(u -> u.delay("10s").parallelism(2)))
            .settle()
            .change(s -> s.rollback(r -> r.monitor("1s")).history(3))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 3#1 new r1 ScaledUp
            0.3 slot 3#1 running
            """);
    assertThat(simulation.cluster().memory().rollout()).isEmpty();
    assertThat(simulation.cluster().memory().previousRevision()).isZero();
  }

  @Conformance("X35")
  @Test
  void slotsAddedByTheChangeThatUpdatesAreThereAtOnceAndTheOthersAreRolled() {
    Simulation simulation =
        Simulation.of(service().replicas(3).update(u -> u.delay("10s")))
            .settle()
            .fromHere()
            .change(s -> s.image("app:2").replicas(6))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.0 slot 4#1 new r2 ScaledUp
            0.0 slot 5#1 new r2 ScaledUp
            0.0 slot 6#1 new r2 ScaledUp
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.3 slot 4#1 running
            0.3 slot 5#1 running
            0.3 slot 6#1 running
            0.4 slot 1#2 running
            10.4 slot 2#2 ready r2 SpecChanged
            10.4 slot 2#1 told to stop
            10.5 slot 2#1 shutdown
            10.5 slot 2#2 new
            10.8 slot 2#2 running
            20.8 slot 3#2 ready r2 SpecChanged
            20.8 slot 3#1 told to stop
            20.9 slot 3#1 shutdown
            20.9 slot 3#2 new
            21.2 slot 3#2 running
            42.2 completed: update completed
            """);
  }

  @Conformance("X43")
  @Test
  void finishedSlotsStillCountWhenThePolicyRestartsNothing() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(3).behaving(List.of(BehaviourRule.all(ENDS_WITH_NOUGHT))),
                service().replicas(2).restart(RestartCondition.NONE, "5s", 0, "0s"))
            .settle()
            .fromHere()
            .change(s -> s.replicas(3))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 3#1 new r1 ScaledUp
            0.3 slot 3#1 running
            10.3 slot 3#1 complete
            """);
  }

  @Conformance("X46")
  @Test
  void aSlotScaledAwayInItsRestartDelayNeverStartsAgain() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(3).behaving(List.of(BehaviourRule.all(FAILS).slot(2))),
                service().replicas(2))
            .run("12s")
            .change(s -> s.replicas(1))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.0 slot 2#1 new r1 ScaledUp
            0.3 slot 1#1 running
            0.3 slot 2#1 running
            10.3 slot 2#2 ready r1 TaskFailed
            10.3 slot 2#1 failed: task: non-zero exit (1)
            12.0 slot 2#2 told to go
            12.0 slot 2#1 gone
            12.0 slot 2#2 gone
            """);
  }

  /** Slot 1 completed on n1, slots 2 and 3 run on n2: quirk Q4 is mirrored. */
  @Conformance("X62")
  @Test
  void aFinishedSlotRanksLikeOneThatDoesNotRunYetAndMayBeKeptForARunningOne() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(1).behaving(List.of(BehaviourRule.all(ENDS_WITH_NOUGHT).slot(1))),
                service().restart(RestartCondition.ON_FAILURE, "5s", 0, "0s"))
            .run("1s")
            .then(c -> c.availability("n1", Availability.PAUSE))
            .then(c -> c.addNode("n2"))
            .change(s -> s.replicas(3))
            .settle()
            .then(c -> c.availability("n1", Availability.ACTIVE))
            .change(s -> s.replicas(2))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.3 slot 1#1 running
            1.0 slot 2#1 new r1 ScaledUp
            1.0 slot 3#1 new r1 ScaledUp
            1.3 slot 2#1 running
            1.3 slot 3#1 running
            10.3 slot 1#1 complete
            10.3 slot 3#1 told to go
            10.4 slot 3#1 gone
            """);
  }

  /** Under a policy that restarts nothing, too. */
  @Difference({"D20", "D27"})
  @Test
  void slotsThatAreWantedAgainBeforeTheirTasksAreGoneAreFilledWhenTheyAre() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(3)
                    .behaving(
                        List.of(
                            BehaviourRule.all(
                                Behaviour.DEFAULT.stopsAfter(Duration.ofSeconds(5), 0)))),
                service().replicas(3).restart(RestartCondition.NONE, "5s", 0, "0s"))
            .settle()
            .fromHere()
            .change(s -> s.replicas(1))
            .run("1s")
            .change(s -> s.replicas(3))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 2#1 told to go
            0.0 slot 3#1 told to go
            1.0 slot 2#2 ready r1 ScaledUp
            1.0 slot 3#2 ready r1 ScaledUp
            5.0 slot 2#1 shutdown
            5.0 slot 3#1 shutdown
            5.0 slot 2#1 gone
            5.0 slot 3#1 gone
            5.0 slot 2#2 new
            5.0 slot 3#2 new
            5.3 slot 2#2 running
            5.3 slot 3#2 running
            """);
  }
}
