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

/** When failures pause an update, and what ends the pause (S§5.6, S§5.9), with their times. */
class PausedUpdateSequencesTest {
  private static final BehaviourRule BAD =
      BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ZERO)).revision(2);

  /** A service whose tasks are restarted once. */
  private static ServiceBuilder once(int replicas) {
    return service().replicas(replicas).restart(RestartCondition.ANY, "5s", 1, "0s");
  }

  private static Simulation running(ServiceBuilder service, BehaviourRule... rules) {
    return Simulation.in(Setting.nodes(3).behaving(List.of(rules)), service).settle().fromHere();
  }

  @Conformance("C112")
  @Test
  void whileItIsPausedNothingChangesWhoeverLooksAgain() {
    Simulation simulation =
        running(once(3), BAD)
            .change(s -> s.image("app:2"))
            .settle()
            .fromHere()
            .then(SimulatedCluster::killOperator)
            .then(SimulatedCluster::startOperator)
            .run("1h");

    assertThat(simulation.lines()).isEmpty();
    assertThat(simulation.cluster().memory().rollout().orElseThrow().state())
        .isEqualTo(RolloutState.PAUSED);
  }

  @Conformance("C113")
  @Test
  void anotherSpecThatContinuesReachesEverySlotInSpiteOfItsFailures() {
    Simulation simulation =
        running(
                once(3),
                BAD,
                BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ZERO)).revision(3))
            .change(s -> s.image("app:2"))
            .settle()
            .fromHere()
            .change(s -> s.image("app:3").update(u -> u.onFailure(FailureAction.CONTINUE)))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 gone
            0.0 slot 1#4 new r3 SpecChanged
            0.3 slot 2#2 ready r3 SpecChanged
            0.3 slot 1#3 gone
            0.3 slot 1#5 ready r3 TaskFailed
            0.3 slot 1#4 failed: task: non-zero exit (1)
            0.3 slot 2#1 told to stop
            0.4 slot 2#1 shutdown
            0.4 slot 2#2 new
            0.7 slot 3#2 ready r3 SpecChanged
            0.7 slot 2#1 gone
            0.7 slot 2#3 ready r3 TaskFailed
            0.7 slot 2#2 failed: task: non-zero exit (1)
            0.7 slot 3#1 told to stop
            0.8 slot 3#1 shutdown
            0.8 slot 3#2 new
            1.1 slot 3#1 gone
            1.1 slot 3#3 ready r3 TaskFailed
            1.1 slot 3#2 failed: task: non-zero exit (1)
            5.3 slot 1#5 new
            5.6 slot 1#5 failed: task: non-zero exit (1)
            5.7 slot 2#3 new
            6.0 slot 2#3 failed: task: non-zero exit (1)
            6.1 completed: update completed
            6.1 slot 3#3 new
            6.4 slot 3#3 failed: task: non-zero exit (1)
            """);
  }

  @Conformance("X14")
  @Test
  void withHalfOfFourAllowedToFailTheThirdFailurePauses() {
    Simulation simulation =
        running(once(4).update(u -> u.delay("1s").maxFailureRatio(0.5)), BAD)
            .change(s -> s.image("app:2"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.4 slot 1#1 gone
            0.4 slot 1#3 ready r2 TaskFailed
            0.4 slot 1#2 failed: task: non-zero exit (1)
            1.4 slot 2#2 ready r2 SpecChanged
            1.4 slot 2#1 told to stop
            1.5 slot 2#1 shutdown
            1.5 slot 2#2 new
            1.8 slot 2#1 gone
            1.8 slot 2#3 ready r2 TaskFailed
            1.8 slot 2#2 failed: task: non-zero exit (1)
            2.8 slot 3#2 ready r2 SpecChanged
            2.8 slot 3#1 told to stop
            2.9 slot 3#1 shutdown
            2.9 slot 3#2 new
            3.2 paused: update paused due to failure or early termination of task zzzzxeaqg4jtmelhnnzw68p70
            3.2 slot 3#1 gone
            3.2 slot 3#3 ready r2 TaskFailed
            3.2 slot 3#2 failed: task: non-zero exit (1)
            5.4 slot 1#3 new
            5.7 slot 1#3 failed: task: non-zero exit (1)
            6.8 slot 2#3 new
            7.1 slot 2#3 failed: task: non-zero exit (1)
            8.2 slot 3#3 new
            8.5 slot 3#3 failed: task: non-zero exit (1)
            """);
  }

  @Conformance("X16")
  @Test
  void tasksThatFailLaterThanTheMonitorPauseNothing() {
    Simulation simulation =
        running(
                service()
                    .replicas(3)
                    .restart(RestartCondition.ANY, "1m", 1, "0s")
                    .update(u -> u.monitor("2s").delay("1s")),
                BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofMillis(3500))).revision(2))
            .change(s -> s.image("app:2"))
            .run("30s");

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.4 slot 1#2 running
            1.4 slot 2#2 ready r2 SpecChanged
            1.4 slot 2#1 told to stop
            1.5 slot 2#1 shutdown
            1.5 slot 2#2 new
            1.8 slot 2#2 running
            2.8 slot 3#2 ready r2 SpecChanged
            2.8 slot 3#1 told to stop
            2.9 slot 3#1 shutdown
            2.9 slot 3#2 new
            3.2 slot 3#2 running
            3.9 slot 1#1 gone
            3.9 slot 1#3 ready r2 TaskFailed
            3.9 slot 1#2 failed: task: non-zero exit (1)
            5.3 slot 2#1 gone
            5.3 slot 2#3 ready r2 TaskFailed
            5.3 slot 2#2 failed: task: non-zero exit (1)
            6.2 completed: update completed
            6.7 slot 3#1 gone
            6.7 slot 3#3 ready r2 TaskFailed
            6.7 slot 3#2 failed: task: non-zero exit (1)
            """);
  }

  @Conformance(value = "X17", differs = "D19")
  @Test
  void anImageThatIsMissingPausesAtOnce() {
    Simulation simulation =
        running(
                once(2),
                BehaviourRule.all(Behaviour.DEFAULT.with(Behaviour.Start.IMAGE_REFUSED))
                    .revision(2))
            .change(s -> s.image("app:2"))
            .run("3s");

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.4 paused: update paused due to failure or early termination of task zzzzx7vnw498wbax55fultwnj
            0.4 slot 1#2 rejected: Back-off pulling image "app:2"
            0.4 slot 1#1 gone
            0.4 slot 1#3 ready r2 TaskRejected
            """);
  }

  @Conformance(value = "X19", differs = "D3")
  @Test
  void theSameSpecWrittenAgainResumesNothingButTheRequestDoes() {
    Simulation simulation =
        running(once(2), BAD)
            .change(s -> s.image("app:2"))
            .settle()
            .fromHere()
            .change(s -> s)
            .run("30m")
            .change(s -> s.update(u -> u.parallelism(3)))
            .run("30m")
            .behave()
            .resume()
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            3600.0 updating: update in progress
            3600.0 slot 2#2 ready r2 SpecChanged
            3600.0 slot 2#1 told to stop
            3600.1 slot 2#1 shutdown
            3600.1 slot 2#2 new
            3600.4 slot 2#2 running
            3605.4 completed: update completed
            """);
  }
}
