package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.ServiceBuilder;
import io.swarmoperator.sim.SimulatedCluster;
import io.swarmoperator.sim.Simulation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Updates to a version whose health check never passes: its tasks never run, so that they fail in
 * time however long after the monitor the check gives up (S§1.7, S§5.6, s13e).
 */
class NeverHealthySequencesTest {

  /** The check gives up after 20 s; the monitor is 5 s. */
  private static Simulation updated(ServiceBuilder service, int exitCode) {
    Behaviour unhealthy =
        Behaviour.DEFAULT
            .readyAfter(Duration.ofSeconds(60))
            .exits(exitCode, Duration.ofSeconds(20));
    return Simulation.of(service)
        .behave(BehaviourRule.all(unhealthy).revision(2), BehaviourRule.all(Behaviour.DEFAULT))
        .run("5s")
        .fromHere()
        .change(s -> s.image("app:2"));
  }

  @Test
  void theUpdatePauses() {
    assertThat(updated(service().replicas(2), 137).run("24s").lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            20.4 paused: update paused due to failure or early termination of task zzzzx7vnw498wbax55fultwnj
            20.4 slot 1#3 ready r2 TaskFailed
            20.4 slot 1#2 failed: task: non-zero exit (137)
            """);
  }

  @Test
  void startFirstLeavesAllAsTheyWere() {
    assertThat(updated(service().replicas(2).update(u -> u.startFirst()), 137).run("24s").lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 new r2 SpecChanged
            20.3 paused: update paused due to failure or early termination of task zzzzx7vnw498wbax55fultwnj
            20.3 slot 1#3 ready r2 TaskFailed
            20.3 slot 1#2 failed: task: non-zero exit (137)
            """);
  }

  /** As in s13a. */
  @Test
  void oneThatEndsWithoutAnErrorIsRolledBackToo() {
    ServiceBuilder back = service().replicas(2).update(u -> u.onFailure(FailureAction.ROLLBACK));

    assertThat(updated(back, 0).settle().lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            20.4 slot 1#2 complete
            20.4 slot 1#3 ready r2 TaskCompleted
            20.4 rollback_started: update rolled back due to failure or early termination of task zzzzx7vnw498wbax55fultwnj
            20.4 held on r1 instead of r2: UpdateFailed
            20.4 slot 1#3 shutdown
            20.4 slot 1#4 new r1 RolledBack
            20.7 slot 1#4 running
            25.7 rollback_completed: rollback completed
            """);
  }

  @Test
  void thatTheOperatorWasAwayMakesNoDifference() {
    Simulation simulation =
        updated(service().replicas(2), 137)
            .run("10s")
            .then(SimulatedCluster::killOperator)
            .run("20s")
            .then(SimulatedCluster::startOperator)
            .run("1s");

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            30.0 paused: update paused due to failure or early termination of task zzzzx7vnw498wbax55fultwnj
            30.0 slot 1#3 ready r2 TaskFailed
            30.0 slot 1#2 failed: task: non-zero exit (137)
            """);
  }
}
