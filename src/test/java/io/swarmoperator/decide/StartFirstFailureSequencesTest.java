package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.conformance.Difference;
import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.Simulation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Start-first updates whose new tasks never run (S§5.5): the old ones stay, with their times. */
class StartFirstFailureSequencesTest {

  @Conformance("X31")
  @Test
  void theOldTaskRunsOnBesideTheNewOneThatIsRejectedAndRestarted() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(3)
                    .behaving(
                        List.of(
                            BehaviourRule.all(Behaviour.DEFAULT.with(Behaviour.Start.IMAGE_REFUSED))
                                .revision(2))),
                service().replicas(2).update(u -> u.startFirst()))
            .settle()
            .fromHere()
            .change(s -> s.image("app:2"))
            .run("12s");

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 new r2 SpecChanged
            0.3 paused: update paused due to failure or early termination of task zzzzx7vnw498wbax55fultwnj
            0.3 slot 1#2 rejected: Back-off pulling image "app:2"
            0.3 slot 1#3 ready r2 TaskRejected
            5.3 slot 1#3 new
            5.6 slot 1#3 rejected: Back-off pulling image "app:2"
            5.6 slot 1#4 ready r2 TaskRejected
            10.6 slot 1#4 new
            10.9 slot 1#4 rejected: Back-off pulling image "app:2"
            10.9 slot 1#5 ready r2 TaskRejected
            """);
  }

  /** The restarted one runs beside the old one as long as the update may still go on (S§5.5). */
  @Test
  void oldAndNewShareTheSlotWhileTheUpdateIsPaused() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(3)
                    .behaving(
                        List.of(
                            BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ZERO))
                                .slot(1)
                                .attempt(2))),
                service().replicas(2).update(u -> u.startFirst()))
            .settle()
            .fromHere()
            .change(s -> s.image("app:2"))
            .run("1h")
            .resume()
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 new r2 SpecChanged
            0.3 paused: update paused due to failure or early termination of task zzzzx7vnw498wbax55fultwnj
            0.3 slot 1#3 ready r2 TaskFailed
            0.3 slot 1#2 failed: task: non-zero exit (1)
            5.3 slot 1#3 new
            5.6 slot 1#3 running
            3600.0 updating: update in progress
            3600.0 slot 1#1 told to stop
            3600.0 slot 2#2 new r2 SpecChanged
            3600.1 slot 1#1 shutdown
            3600.3 slot 2#1 told to stop
            3600.3 slot 2#2 running
            3600.4 slot 2#1 shutdown
            3605.3 completed: update completed
            """);
  }

  /**
   * The second update finds two tasks where it has interrupted the first one, and its own is done
   * before it was seen to run: none of the two is the new version, and one is enough.
   */
  @Difference("D12")
  @Test
  void ofTwoThatAFailedUpdateLeavesTheOlderGoes() {
    Behaviour done = Behaviour.DEFAULT.exits(0, Duration.ZERO);
    Simulation simulation =
        Simulation.in(
                Setting.nodes(1).behaving(List.of(BehaviourRule.all(done).revision(3))),
                service()
                    .restart(RestartCondition.ON_FAILURE, "5s", 0, "0s")
                    .update(u -> u.startFirst().onFailure(FailureAction.CONTINUE)))
            .settle()
            .fromHere()
            .change(s -> s.image("app:2"))
            .run("0.2s")
            .change(s -> s.image("app:3"))
            .run("1h");

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 new r2 SpecChanged
            0.2 updating: update in progress
            0.2 slot 1#3 new r3 SpecChanged
            0.3 slot 1#2 running
            0.5 slot 1#3 complete
            5.5 completed: update completed
            5.5 slot 1#1 told to stop
            5.6 slot 1#1 shutdown
            """);
  }

  /** What waits is not the old task's replacement, though nothing else is left of the new one. */
  @Test
  void theOldTaskRunsOnWhenTheNewOnesNodeGoes() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(2)
                    .behaving(
                        List.of(
                            BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ZERO))
                                .attempt(2))),
                service().history(2).update(u -> u.startFirst()))
            .settle()
            .fromHere()
            .change(s -> s.image("app:2"))
            .run("10s")
            .then(cluster -> cluster.removeNode("n2"))
            .run("1m");

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 new r2 SpecChanged
            0.3 paused: update paused due to failure or early termination of task zzzzx7vnw498wbax55fultwnj
            0.3 slot 1#3 ready r2 TaskFailed
            0.3 slot 1#2 gone
            5.3 slot 1#3 new
            5.6 slot 1#3 running
            10.0 slot 1#4 ready r2 NodeDown
            10.0 slot 1#3 orphaned
            15.0 slot 1#3 gone
            15.0 slot 1#4 new
            15.3 slot 1#1 told to stop
            15.3 slot 1#4 running
            15.4 slot 1#1 shutdown
            """);
  }
}
