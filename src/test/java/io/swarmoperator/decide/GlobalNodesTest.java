package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

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

/** What becomes of a global service's tasks when nodes go, come and are emptied (S§7, S§10.2). */
class GlobalNodesTest {
  private static final ServiceBuilder GLOBAL =
      service().mode(new Mode.Global()).restart(RestartCondition.ANY, "1s", 0, "0s");
  private static final BehaviourRule SLOW_TO_STOP =
      BehaviourRule.all(Behaviour.DEFAULT.stopsAfter(Duration.ofSeconds(4), 0));

  private static Simulation running(ServiceBuilder service, BehaviourRule... rules) {
    return Simulation.in(Setting.nodes(2).behaving(List.of(rules)), service).settle().fromHere();
  }

  private static String pod(SimulatedCluster cluster, String node) {
    return cluster.view().tasks().stream()
        .filter(t -> t.identity().slot().node().equals(node) && t.pod().isPresent())
        .findFirst()
        .orElseThrow()
        .identity()
        .name();
  }

  @Test
  void kubectlDrainTakesTheTaskAndUncordonBringsOneBack() {
    Simulation simulation =
        running(GLOBAL)
            .then(c -> c.availability("n2", Availability.PAUSE)) // it cordons first
            .then(c -> c.evict(pod(c, "n2")))
            .run("5s")
            .then(c -> c.availability("n2", Availability.ACTIVE))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot n2#1 told to stop
            0.1 slot n2#1 shutdown
            5.0 slot n2#2 new r1 NodeJoined
            5.3 slot n2#2 running
            """);
  }

  @Test
  void anEvictedTaskOfANodeInServiceIsReplacedThereAtOnce() {
    Simulation simulation = running(GLOBAL).then(c -> c.evict(pod(c, "n2"))).settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot n2#2 ready r1 Evicted
            0.0 slot n2#1 told to stop
            0.1 slot n2#1 shutdown
            0.1 slot n2#2 new
            0.4 slot n2#2 running
            """);
  }

  /** S§7: only its node's leaving is no end of a task's own. */
  @Test
  void underNoneAnEvictedTaskOfANodeInServiceIsNotReplacedUntilTheSpecChanges() {
    Simulation simulation =
        running(GLOBAL.restart(RestartCondition.NONE, "1s", 0, "0s"))
            .then(c -> c.evict(pod(c, "n2")))
            .run("10s")
            .then(c -> c.availability("n2", Availability.DRAIN))
            .run("10s")
            .then(c -> c.availability("n2", Availability.ACTIVE))
            .run("10s")
            .change(s -> s.forceUpdate(1))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot n2#1 told to stop
            0.1 slot n2#1 shutdown
            30.0 updating: update in progress
            30.0 slot n1#2 ready r2 SpecChanged
            30.0 slot n1#1 told to stop
            30.1 slot n1#1 shutdown
            30.1 slot n1#2 new
            30.4 slot n1#2 running
            30.4 slot n2#2 new r2 SpecChanged
            30.7 slot n2#2 running
            35.7 completed: update completed
            """);
  }

  @Test
  void eachEvictionIsAnAttempt() {
    Simulation simulation =
        running(GLOBAL.restart(RestartCondition.ANY, "1s", 1, "0s"))
            .then(c -> c.evict(pod(c, "n2")))
            .run("10s")
            .then(c -> c.evict(pod(c, "n2")))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot n2#2 ready r1 Evicted
            0.0 slot n2#1 told to stop
            0.1 slot n2#1 shutdown
            0.1 slot n2#2 new
            0.4 slot n2#2 running
            10.0 slot n2#2 told to stop
            10.1 slot n2#2 shutdown
            """);
  }

  /** S§7: the orchestrator stops it, no label has changed. */
  @Test
  void aChangeOfConstraintsAloneShutsDownWhatDoesNotMeetThem() {
    Simulation simulation =
        running(GLOBAL)
            .then(c -> c.label("n1", "zone", "a"))
            .run("1s")
            .change(s -> s.constraints("node.labels.zone == a"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            1.0 slot n2#1 told to stop
            1.1 slot n2#1 shutdown
            """);
  }

  @Difference("D73")
  @Test
  void underNoneANodeThatMatchesAgainGetsItsTask() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(1),
                GLOBAL
                    .constraints("node.labels.zone == a")
                    .restart(RestartCondition.NONE, "1s", 0, "0s"))
            .then(c -> c.label("n1", "zone", "a"))
            .run("5s")
            .then(c -> c.label("n1", "zone", ""))
            .run("5s")
            .then(c -> c.label("n1", "zone", "a"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot n1#1 new r1 NodeJoined
            0.3 slot n1#1 running
            5.0 slot n1#1 rejected: assigned node no longer meets constraints
            10.0 slot n1#2 new r1 NodeJoined
            10.3 slot n1#2 running
            """);
  }

  @Conformance(value = "C131", differs = "D67")
  @Test
  void aTaskWhosePodIsDeletedIsReplacedAfterTheDelay() {
    Simulation simulation = running(GLOBAL).then(c -> c.deletePod(pod(c, "n1"))).settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot n1#2 ready r1 PodDeleted
            0.0 slot n1#1 failed: task: pod was deleted
            1.0 slot n1#2 new
            1.3 slot n1#2 running
            """);
  }

  @Difference("D20")
  @Test
  void aNodeThatReturnsWhileItsTaskStillStopsGetsOneAfterThat() {
    Simulation simulation =
        running(GLOBAL, SLOW_TO_STOP)
            .then(c -> c.availability("n1", Availability.DRAIN))
            .run("1s")
            .then(c -> c.availability("n1", Availability.ACTIVE))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot n1#1 told to stop
            1.0 slot n1#2 ready r1 NodeJoined
            4.0 slot n1#1 shutdown
            4.0 slot n1#2 new
            4.3 slot n1#2 running
            """);
  }

  @Test
  void aDrainTakesATaskThatWaitsForItsRestart() {
    Simulation simulation =
        running(GLOBAL)
            .then(c -> c.deletePod(pod(c, "n1")))
            .run("500ms")
            .then(c -> c.availability("n1", Availability.DRAIN))
            .run("10s")
            .then(c -> c.availability("n1", Availability.ACTIVE))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot n1#2 ready r1 PodDeleted
            0.0 slot n1#1 failed: task: pod was deleted
            0.5 slot n1#2 shutdown
            10.5 slot n1#3 new r1 NodeJoined
            10.8 slot n1#3 running
            """);
  }

  @Test
  void aNodeOfTheSameNameGoesOnWithTheNumbersOfItsPredecessor() {
    Simulation simulation =
        running(GLOBAL)
            .then(c -> c.removeNode("n2"))
            .run("1s")
            .then(c -> c.addNode("n2"))
            .settle()
            .then(c -> c.addNode("n3"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot n2#1 gone
            1.0 slot n2#2 new r1 NodeJoined
            1.3 slot n2#2 running
            1.3 slot n3#2 new r1 NodeJoined
            1.6 slot n3#2 running
            """);
  }

  /** It is on its way to n1 still, and would wait there for a label that nobody wants any more. */
  @Test
  void aTaskThatHasNotComeToItsNodeFollowsAChangeOfPlacement() {
    Simulation simulation =
        Simulation.in(Setting.nodes(1), GLOBAL.constraints("node.labels.zone == a"))
            .then(c -> c.room("n1", 0))
            .then(c -> c.label("n1", "zone", "a"))
            .run("2s")
            .fromHere()
            .change(s -> s.constraints("node.labels.zone != b"))
            .run("3s")
            .then(c -> c.room("n1", 1))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot n1#2 ready r2 SpecChanged
            0.0 slot n1#1 shutdown
            0.0 slot n1#2 new
            0.0 slot n1#2 pending: insufficient resources on 1 node
            3.3 slot n1#2 running
            8.3 completed: update completed
            """);
  }

  @Test
  void withAllNodesDownNothingIsStoppedAndNothingMade() {
    Simulation simulation =
        running(GLOBAL)
            .then(c -> c.nodeDown("n1"))
            .then(c -> c.nodeDown("n2"))
            .then(c -> c.addNode("n3"))
            .then(c -> c.nodeDown("n3"))
            .run("60s")
            .then(c -> c.nodeUp("n1"))
            .settle()
            .then(c -> c.nodeUp("n2"))
            .then(c -> c.nodeUp("n3"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            60.0 slot n2#1 told to stop
            60.0 slot n2#2 ready r1 NodeJoined
            60.0 slot n3#1 new r1 NodeJoined
            60.1 slot n2#1 shutdown
            60.1 slot n2#2 new
            60.3 slot n3#1 running
            60.4 slot n2#2 running
            """);
  }

  @Test
  void aNodeThatIsNotReadyYetGetsItsTaskWhenItIs() {
    Simulation simulation =
        running(GLOBAL)
            .then(c -> c.addNode("n3"))
            .then(c -> c.nodeNotReady("n3"))
            .run("20s")
            .then(c -> c.nodeUp("n3"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            20.0 slot n3#1 new r1 NodeJoined
            20.3 slot n3#1 running
            """);
  }

  /** A paused node stays in the set, but what the spec rules out there stops (S§7). */
  @Test
  void aChangeOfConstraintsTakesTheTaskOfAPausedNodeToo() {
    Simulation simulation =
        running(GLOBAL)
            .then(c -> c.label("n1", "zone", "a"))
            .then(c -> c.availability("n2", Availability.PAUSE))
            .run("1s")
            .change(s -> s.constraints("node.labels.zone == a"))
            .settle()
            .then(c -> c.availability("n2", Availability.ACTIVE))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            1.0 slot n2#1 told to stop
            1.1 slot n2#1 shutdown
            """);
  }

  /** When labels change paused nodes are not examined (S§10.5). */
  @Test
  void aChangeOfLabelsLeavesTheTaskOfAPausedNodeAlone() {
    Simulation simulation =
        running(GLOBAL.constraints("node.labels.zone != a"))
            .then(c -> c.availability("n2", Availability.PAUSE))
            .then(c -> c.label("n2", "zone", "a"))
            .run("5s")
            .then(c -> c.availability("n2", Availability.ACTIVE))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo("5.0 slot n2#1 rejected: assigned node no longer meets constraints\n");
  }

  /** Nobody enforces constraints on a paused node; a change of the service looks at all (S§7). */
  @Test
  void aPausedNodeThatNewConstraintsLeaveOutLosesItsTask() {
    Simulation simulation =
        running(GLOBAL)
            .then(c -> c.availability("n2", Availability.PAUSE))
            .change(s -> s.constraints("node.hostname != n2"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot n2#1 told to stop
            0.1 slot n2#1 shutdown
            """);
  }
}
