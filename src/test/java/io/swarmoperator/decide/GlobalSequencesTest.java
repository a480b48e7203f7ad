package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.ServiceBuilder;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.SimulatedCluster;
import io.swarmoperator.sim.Simulation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Global services (S§7), as whole timelines with their times. */
class GlobalSequencesTest {
  private static final ServiceBuilder GLOBAL =
      service()
          .mode(new Mode.Global())
          .restart(RestartCondition.ANY, "1s", 0, "0s")
          .update(p -> p.delay("1s").monitor("500ms"));
  private static final BehaviourRule N1_FAILS =
      BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofMillis(500)))
          .slot(SlotId.onNode("n1"));

  private static Simulation running() {
    return Simulation.of(GLOBAL).settle().fromHere();
  }

  private static String pod(SimulatedCluster cluster, String node) {
    return cluster.view().tasks().stream()
        .filter(t -> t.identity().slot().node().equals(node) && t.pod().isPresent())
        .findFirst()
        .orElseThrow()
        .identity()
        .name();
  }

  @Conformance("C122")
  @Test
  void everyNodeGetsATaskAndAnUpdateWalksTheNodes() {
    Simulation simulation = Simulation.of(GLOBAL).settle().change(s -> s.image("app:2")).settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot n1#1 new r1 NodeJoined
            0.0 slot n2#1 new r1 NodeJoined
            0.0 slot n3#1 new r1 NodeJoined
            0.3 slot n1#1 running
            0.3 slot n2#1 running
            0.3 slot n3#1 running
            0.3 updating: update in progress
            0.3 slot n1#2 ready r2 SpecChanged
            0.3 slot n1#1 told to stop
            0.4 slot n1#1 shutdown
            0.4 slot n1#2 new
            0.7 slot n1#2 running
            1.7 slot n2#2 ready r2 SpecChanged
            1.7 slot n2#1 told to stop
            1.8 slot n2#1 shutdown
            1.8 slot n2#2 new
            2.1 slot n2#2 running
            3.1 slot n3#2 ready r2 SpecChanged
            3.1 slot n3#1 told to stop
            3.2 slot n3#1 shutdown
            3.2 slot n3#2 new
            3.5 slot n3#2 running
            6.5 completed: update completed
            """);
  }

  @Conformance("C125")
  @Test
  void aDrainedNodeLosesItsTaskAndGetsOneWhenItIsBack() {
    Simulation simulation =
        running()
            .then(c -> c.availability("n2", Availability.DRAIN))
            .run("3s")
            .change(s -> s.image("app:2"))
            .settle()
            .then(c -> c.availability("n2", Availability.ACTIVE))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot n2#1 told to stop
            0.1 slot n2#1 shutdown
            3.0 updating: update in progress
            3.0 slot n1#2 ready r2 SpecChanged
            3.0 slot n1#1 told to stop
            3.1 slot n1#1 shutdown
            3.1 slot n1#2 new
            3.4 slot n1#2 running
            4.4 slot n3#2 ready r2 SpecChanged
            4.4 slot n3#1 told to stop
            4.5 slot n3#1 shutdown
            4.5 slot n3#2 new
            4.8 slot n3#2 running
            7.8 completed: update completed
            7.8 slot n2#2 new r2 NodeJoined
            8.1 slot n2#2 running
            """);
  }

  @Conformance({"C127"})
  @Test
  void aTaskThatEndsOnAPausedNodeStaysDownUntilTheNodeIsActive() {
    Simulation simulation =
        running()
            .then(c -> c.availability("n3", Availability.PAUSE))
            .run("1s")
            .then(c -> c.deletePod(pod(c, "n3")))
            .settle()
            .change(s -> s.image("app:3"))
            .settle()
            .then(c -> c.availability("n3", Availability.ACTIVE))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            1.0 slot n3#1 failed: task: pod was deleted
            1.1 updating: update in progress
            1.1 slot n1#2 ready r2 SpecChanged
            1.1 slot n1#1 told to stop
            1.2 slot n1#1 shutdown
            1.2 slot n1#2 new
            1.5 slot n1#2 running
            2.5 slot n2#2 ready r2 SpecChanged
            2.5 slot n2#1 told to stop
            2.6 slot n2#1 shutdown
            2.6 slot n2#2 new
            2.9 slot n2#2 running
            5.9 completed: update completed
            5.9 slot n3#2 new r2 PodDeleted
            6.2 slot n3#2 running
            """);
  }

  @Conformance("X52")
  @Test
  void anUpdatePassesOverAPausedNodeAndItsTaskIsReplacedAtOnceWhenTheNodeIsActive() {
    Simulation simulation =
        running()
            .then(c -> c.availability("n3", Availability.PAUSE))
            .run("1s")
            .change(s -> s.image("app:3"))
            .settle()
            .then(c -> c.availability("n3", Availability.ACTIVE))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            1.0 updating: update in progress
            1.0 slot n1#2 ready r2 SpecChanged
            1.0 slot n1#1 told to stop
            1.1 slot n1#1 shutdown
            1.1 slot n1#2 new
            1.4 slot n1#2 running
            2.4 slot n2#2 ready r2 SpecChanged
            2.4 slot n2#1 told to stop
            2.5 slot n2#1 shutdown
            2.5 slot n2#2 new
            2.8 slot n2#2 running
            5.8 completed: update completed
            5.8 slot n3#2 ready r2 SpecChanged
            5.8 slot n3#1 told to stop
            5.9 slot n3#1 shutdown
            5.9 slot n3#2 new
            6.2 slot n3#2 running
            """);
  }

  @Conformance("X52")
  @Test
  void withOnlyThePausedNodeLeftAnUpdateLeavesNoTrace() {
    Simulation simulation =
        Simulation.in(Setting.nodes(1), GLOBAL)
            .settle()
            .fromHere()
            .then(c -> c.availability("n1", Availability.PAUSE))
            .run("1s")
            .change(s -> s.image("app:3"))
            .run("1s")
            .then(c -> c.availability("n1", Availability.ACTIVE))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            2.0 slot n1#2 ready r2 SpecChanged
            2.0 slot n1#1 told to stop
            2.1 slot n1#1 shutdown
            2.1 slot n1#2 new
            2.4 slot n1#2 running
            """);
  }

  @Conformance("C128")
  @Test
  void aDownNodesTaskIsToldToStopAndReplacedWhenTheNodeIsBack() {
    Simulation simulation =
        running()
            .then(c -> c.nodeDown("n2"))
            .run("60s")
            .change(s -> s.image("app:2"))
            .settle()
            .then(c -> c.nodeUp("n2"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot n2#1 told to stop
            60.0 updating: update in progress
            60.0 slot n1#2 ready r2 SpecChanged
            60.0 slot n1#1 told to stop
            60.1 slot n1#1 shutdown
            60.1 slot n1#2 new
            60.4 slot n1#2 running
            61.4 slot n3#2 ready r2 SpecChanged
            61.4 slot n3#1 told to stop
            61.5 slot n3#1 shutdown
            61.5 slot n3#2 new
            61.8 slot n3#2 running
            64.8 completed: update completed
            64.8 slot n2#2 ready r2 NodeJoined
            64.9 slot n2#1 shutdown
            64.9 slot n2#2 new
            65.2 slot n2#2 running
            """);
  }

  @Test
  void anUnreachableNodeDoesNotHoldAnUpdateUp() {
    Simulation simulation =
        running().change(s -> s.image("app:2")).run("50ms").then(c -> c.nodeDown("n1")).settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot n1#2 ready r2 SpecChanged
            0.0 slot n1#1 told to stop
            0.05 slot n1#2 shutdown
            1.05 slot n2#2 ready r2 SpecChanged
            1.05 slot n2#1 told to stop
            1.15 slot n2#1 shutdown
            1.15 slot n2#2 new
            1.45 slot n2#2 running
            2.45 slot n3#2 ready r2 SpecChanged
            2.45 slot n3#1 told to stop
            2.55 slot n3#1 shutdown
            2.55 slot n3#2 new
            2.85 slot n3#2 running
            5.85 completed: update completed
            """);
  }

  @Conformance("C124")
  @Test
  void aNewNodeGetsATaskAndADeletedOnesRecordsGo() {
    Simulation simulation =
        running().then(c -> c.addNode("n4")).run("1s").then(c -> c.removeNode("n1")).settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot n4#1 new r1 NodeJoined
            0.3 slot n4#1 running
            1.0 slot n1#1 gone
            """);
  }

  @Conformance("C133")
  @Test
  void underNoneATaskThatFailedIsReplacedByAnUpdateAndByNothingElse() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(1).behaving(List.of(N1_FAILS.attempt(1))),
                GLOBAL.restart(RestartCondition.NONE, "1s", 0, "0s"))
            .settle();
    assertThat(simulation.lines())
        .endsWith(
            """
            0.8 slot n1#1 failed: task: non-zero exit (1)
            """);

    assertThat(simulation.fromHere().change(s -> s.history(4)).run("1h").lines()).isEmpty();

    assertThat(simulation.fromHere().change(s -> s.forceUpdate(1)).settle().lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot n1#2 new r2 SpecChanged
            0.3 slot n1#2 running
            3.3 completed: update completed
            """);
  }

  @Conformance(value = "X53", differs = "D73")
  @Test
  void underNoneAFailedTaskStaysDownButADrainedOneComesBack() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(2).behaving(List.of(N1_FAILS)),
                GLOBAL.restart(RestartCondition.NONE, "1s", 0, "0s"))
            .settle()
            .then(c -> c.availability("n2", Availability.DRAIN))
            .run("1s")
            .then(c -> c.availability("n2", Availability.ACTIVE))
            .settle()
            .change(s -> s.image("app:2").update(p -> p.delay("0s").monitor("1s")))
            .run("1s");

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot n1#1 new r1 NodeJoined
            0.0 slot n2#1 new r1 NodeJoined
            0.3 slot n1#1 running
            0.3 slot n2#1 running
            0.8 slot n1#1 failed: task: non-zero exit (1)
            0.8 slot n2#1 told to stop
            0.9 slot n2#1 shutdown
            1.8 slot n2#2 new r1 NodeJoined
            2.1 slot n2#2 running
            2.1 updating: update in progress
            2.1 slot n1#2 new r2 SpecChanged
            2.4 slot n2#3 ready r2 SpecChanged
            2.4 slot n1#2 running
            2.4 slot n2#2 told to stop
            2.5 slot n2#2 shutdown
            2.5 slot n2#3 new
            2.8 slot n2#3 running
            2.9 paused: update paused due to failure or early termination of task zzzzxfo0slkbmrg4ppj69u6cz
            2.9 slot n1#2 failed: task: non-zero exit (1)
            """);
  }

  @Conformance("C136")
  @Test
  void aTaskThatEndsIsReplacedOnItsNodeAfterTheDelay() {
    Simulation simulation =
        Simulation.in(Setting.nodes(2).behaving(List.of(N1_FAILS.attempt(1))), GLOBAL).settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot n1#1 new r1 NodeJoined
            0.0 slot n2#1 new r1 NodeJoined
            0.3 slot n1#1 running
            0.3 slot n2#1 running
            0.8 slot n1#2 ready r1 TaskFailed
            0.8 slot n1#1 failed: task: non-zero exit (1)
            1.8 slot n1#2 new
            2.1 slot n1#2 running
            """);
  }
}
