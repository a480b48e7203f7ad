package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

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

/** Nodes that go or come back while a slot is in the middle of a step. */
class NodesInMidStepSequencesTest {

  private static Simulation of(ServiceBuilder service, BehaviourRule... rules) {
    return Simulation.in(Setting.nodes(3).behaving(List.of(rules)), service);
  }

  /** A new task that waits beside it keeps no task on a node that drains (S§10.2). */
  @Test
  void aDrainedNodeGivesAwayWhatAStartFirstStepHasLeftThere() {
    Simulation simulation =
        of(service().replicas(3).maxReplicasPerNode(1).update(u -> u.startFirst()))
            .settle()
            .fromHere()
            .change(s -> s.image("app:b"))
            .run("10s")
            .then(c -> c.availability("n1", Availability.DRAIN))
            .settle();

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 new r2 SpecChanged
            0.0 slot 1#2 pending: no suitable node (max replicas per node limit exceed)
            10.0 slot 1#1 told to stop
            10.0 slot 1#2 pending: no suitable node (max replicas per node limit exceed; 1 node not available for new tasks)
            10.1 slot 1#1 shutdown
            """);
  }

  /** The step ends as it would have, by the task that came instead of the one that was lost. */
  @Test
  void aStartFirstStepIsFinishedByTheTaskThatReplacesTheLostOne() {
    Simulation simulation =
        of(
                service().replicas(2).update(u -> u.startFirst().delay("60s")),
                BehaviourRule.all(Behaviour.DEFAULT.startsAfter(Duration.ofSeconds(20)))
                    .slot(1)
                    .attempt(2))
            .settle()
            .fromHere()
            .change(s -> s.image("app:b"))
            .run("10s")
            .then(c -> c.nodeDown("n3"))
            .settle();

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 new r2 SpecChanged
            10.0 slot 1#3 ready r2 NodeDown
            10.0 slot 1#2 told to stop
            15.0 slot 1#3 new
            15.3 slot 1#1 told to stop
            15.3 slot 1#3 running on n1
            15.4 slot 1#1 shutdown
            75.3 slot 2#2 new r2 SpecChanged
            75.6 slot 2#1 told to stop
            75.6 slot 2#2 running on n1
            75.7 slot 2#1 shutdown
            196.6 completed: update completed
            """);
  }

  /** S§5.4 b: the updater starts it, not its delay. */
  @Test
  void aReplacementThatWaitsIsStartedAtOnceByTheUpdater() {
    Simulation simulation =
        of(
                service().restart(RestartCondition.ANY, "1m", 0, "0s").update(u -> u.startFirst()),
                BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ZERO)).attempt(2))
            .settle()
            .fromHere()
            .change(s -> s.image("app:b"))
            .run("5s")
            .then(c -> c.request(Request.Kind.RESUME, "true"))
            .settle();

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 new r2 SpecChanged
            0.3 paused: update paused due to failure or early termination of task zzzzx7vnw498wbax55fultwnj
            0.3 slot 1#3 ready r2 TaskFailed
            0.3 slot 1#2 failed: task: non-zero exit (1)
            5.0 updating: update in progress
            5.0 slot 1#1 told to stop
            5.1 slot 1#1 shutdown
            5.1 slot 1#3 new
            5.4 slot 1#3 running on n1
            10.0 completed: update completed
            """);
  }

  /** S§4.2: counted to the time at which it was seen running, its own restart included. */
  @Test
  void aDrainWithinTheWindowFindsNoAttemptLeft() {
    Simulation simulation =
        of(
                service().restart(RestartCondition.ANY, "5s", 1, "1h"),
                BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(1))).attempt(1))
            .run("60s")
            .then(c -> c.availability("n2", Availability.DRAIN))
            .then(c -> c.availability("n1", Availability.DRAIN))
            .then(c -> c.availability("n3", Availability.DRAIN))
            .settle();

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.3 slot 1#1 running on n1
            1.3 slot 1#2 ready r1 TaskFailed
            1.3 slot 1#1 failed: task: non-zero exit (1)
            6.3 slot 1#2 new
            6.6 slot 1#2 running on n1
            60.0 slot 1#2 told to stop
            60.1 slot 1#2 shutdown
            """);
  }

  /** S§7: a node that matches again gets its task as one that joins does, and costs no attempt. */
  @Test
  void aNodeThatMatchesAgainGetsItsTaskAtOnce() {
    Simulation simulation =
        of(service()
                .mode(new Mode.Global())
                .constraints("node.labels.g == 1")
                .restart(RestartCondition.ANY, "5s", 1, "0s"))
            .then(c -> c.label("n2", "g", "1"))
            .run("10s")
            .then(c -> c.label("n2", "g", ""))
            .run("2s")
            .then(c -> c.label("n2", "g", "1"))
            .run("10s")
            .then(c -> c.label("n2", "g", ""))
            .run("10s")
            .then(c -> c.label("n2", "g", "1"))
            .settle();

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 slot n2#1 new r1 NodeJoined
            0.3 slot n2#1 running on n2
            10.0 slot n2#1 rejected: assigned node no longer meets constraints
            12.0 slot n2#2 new r1 NodeJoined
            12.3 slot n2#2 running on n2
            22.0 slot n2#2 rejected: assigned node no longer meets constraints
            32.0 slot n2#1 gone
            32.0 slot n2#3 new r1 NodeJoined
            32.3 slot n2#3 running on n2
            """);
  }

  @Difference("D140")
  @Test
  void aGlobalTaskThatOnlyItsConstraintsHaveLeftBehindIsShutDown() {
    Simulation simulation =
        of(service().mode(new Mode.Global()))
            .then(c -> c.label("n1", "z", "a"))
            .then(c -> c.label("n2", "z", "a"))
            .then(c -> c.label("n3", "z", "a"))
            .settle()
            .change(s -> s.constraints("node.labels.z == a"))
            .settle()
            .fromHere()
            .then(c -> c.label("n2", "z", "b"))
            .settle();

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 slot n2#1 told to stop
            0.1 slot n2#1 shutdown
            """);
  }

  /** One that was made with the constraints stays there (S§7). */
  @Difference("D140")
  @Test
  void onAPausedNodeToo() {
    Simulation simulation =
        of(service().mode(new Mode.Global()))
            .then(c -> c.label("n1", "z", "a"))
            .then(c -> c.label("n2", "z", "a"))
            .then(c -> c.label("n3", "z", "a"))
            .settle()
            .change(s -> s.constraints("node.labels.z == a"))
            .settle()
            .then(c -> c.availability("n2", Availability.PAUSE))
            .settle()
            .fromHere()
            .then(c -> c.label("n2", "z", "b"))
            .settle();

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 slot n2#1 told to stop
            0.1 slot n2#1 shutdown
            """);
  }

  /** S§4.1-6, S§4.7: the delay is not waited for where the node drains. */
  @Test
  void whatEndedOnADrainedNodeIsReplacedAtOnce() {
    Simulation simulation =
        of(
                service().replicas(3),
                BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(9)))
                    .slot(1)
                    .attempt(1))
            .run("5s")
            .then(SimulatedCluster::killOperator)
            .then(c -> c.availability("n1", Availability.DRAIN))
            .run("6s")
            .then(SimulatedCluster::startOperator)
            .settle();

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.0 slot 2#1 new r1 ScaledUp
            0.0 slot 3#1 new r1 ScaledUp
            0.3 slot 1#1 running on n1
            0.3 slot 2#1 running on n2
            0.3 slot 3#1 running on n3
            11.0 slot 1#1 failed: task: non-zero exit (1)
            11.0 slot 1#2 new r1 TaskFailed
            11.3 slot 1#2 running on n2
            """);
  }

  /** A worker that found the slot up to date slept its delay: that isn't forgotten (X20). */
  @Test
  void theRecordOfAPassedOverSlotsRenewalStaysUntilTheUpdateIsOver() {
    Simulation simulation =
        of(
                service()
                    .replicas(3)
                    .history(1)
                    .update(u -> u.delay("60s").onFailure(FailureAction.CONTINUE)),
                BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(6)))
                    .slot(2)
                    .attempt(1),
                BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(1)))
                    .slot(2)
                    .attempt(2))
            .run("4s")
            .change(s -> s.image("app:b"))
            .settle();

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.0 slot 2#1 new r1 ScaledUp
            0.0 slot 3#1 new r1 ScaledUp
            0.3 slot 1#1 running on n1
            0.3 slot 2#1 running on n2
            0.3 slot 3#1 running on n3
            4.0 updating: update in progress
            4.0 slot 1#2 ready r2 SpecChanged
            4.0 slot 1#1 told to stop
            4.1 slot 1#1 gone
            4.1 slot 1#2 new
            4.4 slot 1#2 running on n1
            6.3 slot 2#2 ready r2 TaskFailed
            6.3 slot 2#1 gone
            11.3 slot 2#2 new
            11.6 slot 2#2 running on n2
            12.6 slot 2#3 ready r2 TaskFailed
            12.6 slot 2#2 failed: task: non-zero exit (1)
            17.6 slot 2#3 new
            17.9 slot 2#3 running on n2
            124.4 slot 3#2 ready r2 SpecChanged
            124.4 slot 3#1 told to stop
            124.5 slot 3#1 gone
            124.5 slot 3#2 new
            124.8 slot 3#2 running on n3
            245.8 completed: update completed
            """);
  }

  /** S§4.2: judged when it is told to stop, and that it has stopped then changes nothing. */
  @Test
  void aDrainWithoutAnAttemptLeftStaysOneWhenTheTaskHasStopped() {
    Simulation simulation =
        of(
                service().restart(RestartCondition.ANY, "1s", 1, "1m"),
                BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(2))).attempt(1))
            .run("10m")
            .fromHere()
            .then(c -> c.availability("n2", Availability.DRAIN))
            .then(c -> c.availability("n1", Availability.DRAIN))
            .run("5m")
            .then(c -> c.availability("n1", Availability.ACTIVE))
            .then(c -> c.availability("n2", Availability.ACTIVE))
            .run("5m");

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 slot 1#2 told to stop
            0.1 slot 1#2 shutdown
            """);
  }

  /** Nor does it where the task had yet to come to run. */
  @Test
  void norDoesADrainOfATaskThatStarts() {
    Simulation simulation =
        of(
                service().restart(RestartCondition.ANY, "1s", 1, "1h"),
                BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(2))).attempt(1),
                BehaviourRule.all(Behaviour.DEFAULT.startsAfter(Duration.ofMinutes(1))).attempt(2))
            .run("10s")
            .fromHere()
            .then(c -> c.availability("n2", Availability.DRAIN))
            .then(c -> c.availability("n1", Availability.DRAIN))
            .run("5m");

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 slot 1#2 told to stop
            0.0 slot 1#2 shutdown
            """);
  }
}
