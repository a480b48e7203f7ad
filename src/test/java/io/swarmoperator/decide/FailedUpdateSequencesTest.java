package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Difference;
import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.ServiceBuilder;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.Simulation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Updates to an image that fails (F8), with their times. */
class FailedUpdateSequencesTest {
  private static final BehaviourRule BAD =
      BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ZERO)).revision(2);
  private static final BehaviourRule PULL =
      BehaviourRule.all(Behaviour.DEFAULT.with(Behaviour.Start.IMAGE_REFUSED)).revision(2);

  /** A service whose tasks are restarted once. */
  private static ServiceBuilder once() {
    return service().restart(RestartCondition.ANY, "5s", 1, "0s");
  }

  @Test
  void pause() {
    assertThat(
            Simulation.in(Setting.nodes(3).behaving(List.of(BAD)), once().replicas(3))
                .settle()
                .fromHere()
                .change(s -> s.image("app:2"))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.4 paused: update paused due to failure or early termination of task zzzzx7vnw498wbax55fultwnj
            0.4 slot 1#1 gone
            0.4 slot 1#3 ready r2 TaskFailed
            0.4 slot 1#2 failed: task: non-zero exit (1)
            5.4 slot 1#3 new
            5.7 slot 1#3 failed: task: non-zero exit (1)
            """);
  }

  @Test
  void pauseThenANewSpecGoesOn() {
    assertThat(
            Simulation.in(Setting.nodes(3).behaving(List.of(BAD)), once().replicas(2))
                .settle()
                .fromHere()
                .change(s -> s.image("app:2"))
                .settle()
                .fromHere()
                .change(s -> s.image("app:3"))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 gone
            0.0 slot 1#4 new r3 SpecChanged
            0.3 slot 2#2 ready r3 SpecChanged
            0.3 slot 1#4 running
            0.3 slot 2#1 told to stop
            0.4 slot 2#1 shutdown
            0.4 slot 2#2 new
            0.7 slot 2#2 running
            5.7 completed: update completed
            """);
  }

  @Test
  void continueGoesThroughAllSlots() {
    assertThat(
            Simulation.in(
                    Setting.nodes(3).behaving(List.of(BAD)),
                    once().replicas(2).update(u -> u.onFailure(FailureAction.CONTINUE)))
                .settle()
                .fromHere()
                .change(s -> s.image("app:2"))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.4 slot 2#2 ready r2 SpecChanged
            0.4 slot 1#1 gone
            0.4 slot 1#3 ready r2 TaskFailed
            0.4 slot 1#2 failed: task: non-zero exit (1)
            0.4 slot 2#1 told to stop
            0.5 slot 2#1 shutdown
            0.5 slot 2#2 new
            0.8 slot 2#1 gone
            0.8 slot 2#3 ready r2 TaskFailed
            0.8 slot 2#2 failed: task: non-zero exit (1)
            5.4 slot 1#3 new
            5.7 slot 1#3 failed: task: non-zero exit (1)
            5.8 completed: update completed
            5.8 slot 2#3 new
            6.1 slot 2#3 failed: task: non-zero exit (1)
            """);
  }

  @Test
  void rollback() {
    assertThat(
            Simulation.in(
                    Setting.nodes(3).behaving(List.of(BAD)),
                    once().replicas(2).update(u -> u.onFailure(FailureAction.ROLLBACK)))
                .settle()
                .fromHere()
                .change(s -> s.image("app:2"))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.4 slot 1#2 failed: task: non-zero exit (1)
            0.4 slot 1#1 gone
            0.4 slot 1#3 ready r2 TaskFailed
            0.4 rollback_started: update rolled back due to failure or early termination of task zzzzx7vnw498wbax55fultwnj
            0.4 held on r1 instead of r2: UpdateFailed
            0.4 slot 1#2 gone
            0.4 slot 1#3 shutdown
            0.4 slot 1#4 new r1 RolledBack
            0.7 slot 1#4 running
            5.7 rollback_completed: rollback completed
            """);
  }

  @Test
  void rollbackOfAStartFirstUpdateNeverStopsTheOldTask() {
    assertThat(
            Simulation.in(
                    Setting.nodes(3).behaving(List.of(BAD)),
                    once()
                        .replicas(2)
                        .update(u -> u.startFirst().onFailure(FailureAction.ROLLBACK)))
                .settle()
                .fromHere()
                .change(s -> s.image("app:2"))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 new r2 SpecChanged
            0.3 slot 1#2 failed: task: non-zero exit (1)
            0.3 slot 1#3 ready r2 TaskFailed
            0.3 rollback_started: update rolled back due to failure or early termination of task zzzzx7vnw498wbax55fultwnj
            0.3 held on r1 instead of r2: UpdateFailed
            0.3 slot 1#2 gone
            0.3 slot 1#3 shutdown
            5.3 rollback_completed: rollback completed
            """);
  }

  @Test
  void anImageThatCantBePulledIsRejectedAndRolledBack() {
    assertThat(
            Simulation.in(
                    Setting.nodes(3).behaving(List.of(PULL)),
                    once().replicas(2).update(u -> u.onFailure(FailureAction.ROLLBACK)))
                .settle()
                .fromHere()
                .change(s -> s.image("app:2"))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.4 slot 1#2 rejected: Back-off pulling image "app:2"
            0.4 slot 1#1 gone
            0.4 slot 1#3 ready r2 TaskRejected
            0.4 rollback_started: update rolled back due to failure or early termination of task zzzzx7vnw498wbax55fultwnj
            0.4 held on r1 instead of r2: UpdateFailed
            0.4 slot 1#2 gone
            0.4 slot 1#4 ready r1 RolledBack
            0.4 slot 1#3 shutdown
            0.4 slot 1#4 new
            0.7 slot 1#4 running
            5.7 rollback_completed: rollback completed
            """);
  }

  @Difference("D7")
  @Test
  void aTaskThatFindsNoNodeFailsAtTheDeadline() {
    assertThat(
            Simulation.in(
                    Setting.nodes(3)
                        .behaving(
                            List.of(
                                BehaviourRule.all(
                                        Behaviour.DEFAULT.with(Behaviour.Start.NEVER_SCHEDULES))
                                    .revision(2))),
                    once()
                        .replicas(2)
                        .progressDeadline("30s")
                        .update(u -> u.onFailure(FailureAction.ROLLBACK)))
                .settle()
                .fromHere()
                .change(s -> s.image("app:2"))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.1 slot 1#2 pending: no suitable node (insufficient resources on 3 nodes)
            30.1 slot 1#2 failed: task: not running within the progress deadline: no suitable node (insufficient resources on 3 nodes)
            30.1 slot 1#1 gone
            30.1 slot 1#3 ready r2 TaskFailed
            30.1 rollback_started: update rolled back due to failure or early termination of task zzzzx7vnw498wbax55fultwnj
            30.1 held on r1 instead of r2: UpdateFailed
            30.1 slot 1#2 gone
            30.1 slot 1#3 shutdown
            30.1 slot 1#4 new r1 RolledBack
            30.4 slot 1#4 running
            35.4 rollback_completed: rollback completed
            """);
  }
}
