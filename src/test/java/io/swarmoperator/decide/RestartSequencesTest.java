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

/** Tasks that end, and nodes that go and return (F3, F4, F5), with their times. */
class RestartSequencesTest {
  private static final BehaviourRule ENDS137 =
      BehaviourRule.all(Behaviour.DEFAULT.exits(137, Duration.ofSeconds(10)));
  private static final BehaviourRule ENDS0 =
      BehaviourRule.all(Behaviour.DEFAULT.exits(0, Duration.ofSeconds(10)));

  private static String pod(SimulatedCluster cluster, int slot) {
    return cluster.view().tasks().stream()
        .filter(t -> t.identity().slot().number() == slot)
        .findFirst()
        .orElseThrow()
        .identity()
        .name();
  }

  @Test
  void aKilledTaskIsReplacedAfterTheDelay() {
    assertThat(
            Simulation.in(Setting.nodes(3).behaving(List.of(ENDS137.attempt(1))), service())
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.3 slot 1#1 running
            10.3 slot 1#2 ready r1 TaskFailed
            10.3 slot 1#1 failed: task: non-zero exit (137)
            15.3 slot 1#2 new
            15.6 slot 1#2 running
            """);
  }

  @Test
  void anExitWithNoughtIsReplacedUnderAny() {
    assertThat(
            Simulation.in(Setting.nodes(3).behaving(List.of(ENDS0.attempt(1))), service())
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.3 slot 1#1 running
            10.3 slot 1#2 ready r1 TaskCompleted
            10.3 slot 1#1 complete
            15.3 slot 1#2 new
            15.6 slot 1#2 running
            """);
  }

  @Test
  void anExitWithNoughtStaysUnderOnFailure() {
    assertThat(
            Simulation.in(
                    Setting.nodes(3).behaving(List.of(ENDS0)),
                    service().restart(RestartCondition.ON_FAILURE, "5s", 0, "0s"))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.3 slot 1#1 running
            10.3 slot 1#1 complete
            """);
  }

  @Test
  void aFailureStaysUnderNone() {
    assertThat(
            Simulation.in(
                    Setting.nodes(3).behaving(List.of(ENDS137)),
                    service().restart(RestartCondition.NONE, "5s", 0, "0s"))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.3 slot 1#1 running
            10.3 slot 1#1 failed: task: non-zero exit (137)
            """);
  }

  @Test
  void afterTwoAttemptsTheSlotStaysDown() {
    assertThat(
            Simulation.in(
                    Setting.nodes(3).behaving(List.of(ENDS137)),
                    service().restart(RestartCondition.ANY, "5s", 2, "0s"))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.3 slot 1#1 running
            10.3 slot 1#2 ready r1 TaskFailed
            10.3 slot 1#1 failed: task: non-zero exit (137)
            15.3 slot 1#2 new
            15.6 slot 1#2 running
            25.6 slot 1#3 ready r1 TaskFailed
            25.6 slot 1#2 failed: task: non-zero exit (137)
            30.6 slot 1#3 new
            30.9 slot 1#3 running
            40.9 slot 1#3 failed: task: non-zero exit (137)
            """);
  }

  @Conformance(value = "C065", differs = "D29")
  @Test
  void aPodDeletedByHandFailedAndIsReplacedAfterTheDelay() {
    assertThat(
            Simulation.of(service())
                .settle()
                .fromHere()
                .then(c -> c.deletePod(pod(c, 1)))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 slot 1#2 ready r1 PodDeleted
            0.0 slot 1#1 failed: task: pod was deleted
            5.0 slot 1#2 new
            5.3 slot 1#2 running
            """);
  }

  @Test
  void anEvictedTaskIsReplacedAtOnce() {
    assertThat(
            Simulation.of(service())
                .settle()
                .fromHere()
                .then(c -> c.evict(pod(c, 1)))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 slot 1#2 ready r1 Evicted
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.4 slot 1#2 running
            """);
  }

  @Test
  void aDrainedNodesTaskMovesAndNothingMovesBack() {
    assertThat(
            Simulation.of(service().replicas(3))
                .settle()
                .fromHere()
                .then(c -> c.availability("n3", Availability.DRAIN))
                .settle()
                .then(c -> c.availability("n3", Availability.ACTIVE))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 slot 3#2 ready r1 NodeDrained
            0.0 slot 3#1 told to stop
            0.1 slot 3#1 shutdown
            0.1 slot 3#2 new
            0.4 slot 3#2 running
            """);
  }

  @Test
  void aDeadNodesTaskIsReplacedAfterTheDelayAndStopsWhenTheNodeIsBack() {
    assertThat(
            Simulation.of(service().replicas(3))
                .settle()
                .fromHere()
                .then(c -> c.nodeDown("n2"))
                .run("1m")
                .then(c -> c.nodeUp("n2"))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 slot 2#2 ready r1 NodeDown
            0.0 slot 2#1 told to stop
            5.0 slot 2#2 new
            5.3 slot 2#2 running
            60.1 slot 2#1 shutdown
            """);
  }

  @Test
  void aKubeletThatSaysNotReadyForFiveSecondsChangesNothing() {
    assertThat(
            Simulation.of(service().replicas(3))
                .settle()
                .fromHere()
                .then(c -> c.nodeNotReady("n2"))
                .run("5s")
                .then(c -> c.nodeUp("n2"))
                .settle()
                .lines())
        .isEqualTo(
            """
            """);
  }

  @Difference("D43")
  @Test
  void whenNoNodeIsReadyNothingIsReplaced() {
    assertThat(
            Simulation.of(service().replicas(3))
                .settle()
                .fromHere()
                .then(c -> List.of("n1", "n2", "n3").forEach(c::nodeDown))
                .run("1h")
                .then(c -> List.of("n1", "n2", "n3").forEach(c::nodeUp))
                .settle()
                .lines())
        .isEqualTo(
            """
            """);
  }

  /** A refusal costs no time of its own, and nothing but time would come between two of them. */
  @Difference("D24")
  @Test
  void aPodThatTheApiServerRefusesIsTriedAgainOnceASecondAtMostHoweverShortTheDelay() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(3)
                    .behaving(
                        List.of(
                            BehaviourRule.all(
                                Behaviour.DEFAULT.with(Behaviour.Start.POD_REFUSED)))),
                service().replicas(1).restart(RestartCondition.ANY, "0s", 0, "0s"))
            .run("2500ms")
            .behave()
            .run("1h");

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 1#1 rejected: pods "ping.1.zzzzy9co5d1if4w0ty8m8dezp" is forbidden r1 ScaledUp
            0.0 slot 1#2 ready r1 TaskRejected
            1.0 slot 1#2 rejected: pods "ping.1.zzzzx7vnw498wbax55fultwnj" is forbidden
            1.0 slot 1#3 ready r1 TaskRejected
            2.0 slot 1#3 rejected: pods "ping.1.zzzzwo319qq0yds9v1m0p77wv" is forbidden
            2.0 slot 1#4 ready r1 TaskRejected
            3.0 slot 1#4 new
            3.3 slot 1#4 running
            """);
  }

  /** A node that isn't ready yet is none that could take a task, within its grace or not. */
  @Test
  void aNodeThatComesBackWithoutBeingReadyHasNothingReplacedUntilOneIs() {
    assertThat(
            Simulation.of(service().replicas(3))
                .settle()
                .fromHere()
                .then(c -> List.of("n1", "n2", "n3").forEach(c::nodeDown))
                .run("1m")
                .then(c -> c.nodeNotReady("n1"))
                .run("1h")
                .then(c -> c.nodeUp("n2"))
                .run("1m")
                .then(c -> c.nodeUp("n1"))
                .then(c -> c.nodeUp("n3"))
                .settle()
                .lines())
        .isEqualTo(
            """
            3660.0 slot 1#2 ready r1 NodeDown
            3660.0 slot 3#2 ready r1 NodeDown
            3660.0 slot 1#1 told to stop
            3660.0 slot 3#1 told to stop
            3665.0 slot 1#2 new
            3665.0 slot 3#2 new
            3665.3 slot 1#2 running
            3665.3 slot 3#2 running
            3720.1 slot 1#1 shutdown
            3720.1 slot 3#1 shutdown
            """);
  }

  @Test
  void aSlotThatIsWantedAgainWhileItsPodHangsOnADeadNode() {
    assertThat(
            Simulation.of(service().replicas(4))
                .settle()
                .fromHere()
                .then(c -> c.nodeDown("n1"))
                .change(s -> s.replicas(3))
                .run("1s")
                .change(s -> s.replicas(4))
                .run("1m")
                .then(c -> c.nodeUp("n1"))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 slot 4#1 told to go
            0.0 slot 1#2 ready r1 NodeDown
            0.0 slot 1#1 told to stop
            1.0 slot 4#2 new r1 ScaledUp
            1.3 slot 4#2 running
            5.0 slot 1#2 new
            5.3 slot 1#2 running
            61.1 slot 1#1 shutdown
            61.1 slot 4#1 shutdown
            61.1 slot 4#1 gone
            """);
  }
}
