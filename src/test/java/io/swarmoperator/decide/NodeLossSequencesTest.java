package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.Simulation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens when a node is down or removed (S§10.2, S§10.4), with its times. */
class NodeLossSequencesTest {
  private static final BehaviourRule SLOT_5_COMPLETES =
      BehaviourRule.all(Behaviour.DEFAULT.exits(0, Duration.ofSeconds(10))).slot(5);

  /** Of the slots on n1, 1 and 3 run and 5 has completed. */
  @Conformance("C059")
  @Test
  void theTasksOfARemovedNodeAreOrphanedAndCompletedOnesStayAsTheyAre() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(2).behaving(List.of(SLOT_5_COMPLETES)),
                service().replicas(6).restart(RestartCondition.ON_FAILURE, "5s", 0, "0s"))
            .settle()
            .fromHere()
            .then(c -> c.removeNode("n1"))
            .settle();

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 slot 1#2 ready r1 NodeDown
            0.0 slot 3#2 ready r1 NodeDown
            0.0 slot 1#1 orphaned
            0.0 slot 3#1 orphaned
            5.0 slot 1#2 new
            5.0 slot 3#2 new
            5.3 slot 1#2 running on n2
            5.3 slot 3#2 running on n2
            """);
  }

  /** The task on n2 is the one attempt that there is, though it hasn't ended itself. */
  @Test
  void aTaskThatIsLostWhileItRunsIsAnAttempt() {
    Simulation simulation =
        Simulation.in(Setting.nodes(2), service().restart(RestartCondition.ANY, "1s", 1, "30s"))
            .run("5s")
            .then(c -> c.nodeDown("n1"))
            .run("5s")
            .then(c -> c.nodeUp("n1"))
            .run("5s")
            .then(c -> c.nodeDown("n2"))
            .run("60s");

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.3 slot 1#1 running on n1
            5.0 slot 1#2 ready r1 NodeDown
            5.0 slot 1#1 told to stop
            6.0 slot 1#2 new
            6.3 slot 1#2 running on n2
            10.1 slot 1#1 shutdown
            15.0 slot 1#2 told to stop
            """);
  }

  /** The pods stand there for a while yet, and are told to go. */
  @Test
  void theTasksOfADeletedNodeAreReplacedBeforeTheirPodsAreCollected() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(2).behaving(List.of(SLOT_5_COMPLETES)),
                service().replicas(6).restart(RestartCondition.ON_FAILURE, "5s", 0, "0s"))
            .settle()
            .fromHere()
            .then(c -> c.deleteNode("n1"))
            .settle();

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 slot 1#2 ready r1 NodeDown
            0.0 slot 3#2 ready r1 NodeDown
            0.0 slot 1#1 told to stop
            0.0 slot 3#1 told to stop
            5.0 slot 1#2 new
            5.0 slot 3#2 new
            5.3 slot 1#2 running on n2
            5.3 slot 3#2 running on n2
            52.0 slot 1#1 orphaned
            52.0 slot 3#1 orphaned
            """);
  }

  /** A scale-down removes what stands there, too. */
  @Test
  void aSlotOfADeletedNodeThatIsTooManyGoesWithItsPod() {
    Simulation simulation =
        Simulation.in(Setting.nodes(2), service().replicas(2))
            .settle()
            .fromHere()
            .then(c -> c.deleteNode("n2"))
            .run("10s")
            .change(s -> s.replicas(1))
            .settle();

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 slot 2#2 ready r1 NodeDown
            0.0 slot 2#1 told to stop
            5.0 slot 2#2 new
            5.3 slot 2#2 running on n1
            10.0 slot 2#2 told to go
            10.1 slot 2#2 shutdown
            52.0 slot 2#1 gone
            52.0 slot 2#2 gone
            """);
  }

  /** The kubelet of that name finds what it is to stop. */
  @Test
  void aNodeThatJoinsUnderADeletedOnesNameStopsWhatStillStoodThere() {
    Simulation simulation =
        Simulation.in(Setting.nodes(2), service().replicas(2))
            .settle()
            .fromHere()
            .then(c -> c.deleteNode("n2"))
            .run("20s")
            .then(c -> c.addNode("n2"))
            .settle();

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 slot 2#2 ready r1 NodeDown
            0.0 slot 2#1 told to stop
            5.0 slot 2#2 new
            5.3 slot 2#2 running on n1
            20.1 slot 2#1 shutdown
            """);
  }

  @Test
  void aGlobalServiceForgetsANodeWhenItsPodIsCollected() {
    Simulation simulation =
        Simulation.in(Setting.nodes(2), service().mode(new Mode.Global()))
            .settle()
            .fromHere()
            .then(c -> c.deleteNode("n2"))
            .settle();

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 slot n2#1 told to go
            52.0 slot n2#1 gone
            """);
  }

  /** Its record is the last to go, and until then says that the task is over. */
  @Test
  void theNewestTaskOfARemovedSlotEndsThoughAnOlderOneIsStuckOnALostNode() {
    Simulation simulation =
        Simulation.in(Setting.nodes(2), service().replicas(2))
            .settle()
            .then(c -> c.nodeDown("n2"))
            .run("20s")
            .fromHere()
            .change(s -> s.replicas(1))
            .run("1m")
            .then(c -> c.nodeUp("n2"))
            .settle();

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 slot 2#2 told to go
            0.1 slot 2#2 shutdown
            60.1 slot 2#1 gone
            60.1 slot 2#2 gone
            """);
  }

  @Conformance("C203")
  @Test
  void aTaskThatJustGotToANodeWhichIsDownIsToldToStop() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(2),
                service().replicas(2).restart(RestartCondition.NONE, "5s", 0, "0s"))
            .run("100ms")
            .then(c -> c.nodeDown("n2"))
            .run("1h");

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.0 slot 2#1 new r1 ScaledUp
            0.1 slot 2#1 told to stop
            0.3 slot 1#1 running on n1
            """);
  }

  @Conformance("C205")
  @Test
  void theTaskOfARemovedNodeIsOverAndUnderNoneNotReplaced() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(2),
                service().replicas(2).restart(RestartCondition.NONE, "5s", 0, "0s"))
            .settle()
            .fromHere()
            .then(c -> c.removeNode("n1"))
            .run("1h");

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 slot 1#1 orphaned
            """);
    assertThat(simulation.cluster().view().tasks().get(0).record().orElseThrow().desired())
        .isEqualTo(DesiredState.SHUTDOWN);
  }

  @Conformance(value = "X59", differs = "D42")
  @Test
  void theTaskOfANodeThatIsDownForADayIsNotOrphanedBeforeTheNodeIsRemoved() {
    Simulation simulation =
        Simulation.of(service().replicas(3))
            .settle()
            .fromHere()
            .then(c -> c.nodeDown("n2"))
            .run("25h")
            .then(c -> c.removeNode("n2"))
            .settle();

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 slot 2#2 ready r1 NodeDown
            0.0 slot 2#1 told to stop
            5.0 slot 2#2 new
            5.3 slot 2#2 running on n1
            90000.0 slot 2#1 orphaned
            """);
  }
}
