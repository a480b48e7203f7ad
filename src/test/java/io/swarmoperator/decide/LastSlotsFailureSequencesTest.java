package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.ServiceBuilder;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.Simulation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Failures of tasks that never came to run, while the last slots of an update are in work: they are
 * judged when every worker is done, its delay included, as those of tasks that ran (S§5.5, S§5.6).
 */
class LastSlotsFailureSequencesTest {
  private static final BehaviourRule NO_IMAGE =
      BehaviourRule.all(Behaviour.DEFAULT.with(Behaviour.Start.IMAGE_REFUSED)).revision(2);

  private static BehaviourRule slow(int slot) {
    return BehaviourRule.all(Behaviour.DEFAULT.startsAfter(Duration.ofSeconds(20)))
        .revision(2)
        .slot(slot);
  }

  /** A service whose tasks are restarted once, long after the update is over. */
  private static ServiceBuilder once() {
    return service().restart(RestartCondition.ANY, "1h", 1, "0s");
  }

  private static String updated(ServiceBuilder service, String until, BehaviourRule... rules) {
    return Simulation.in(Setting.nodes(3).behaving(List.of(rules)), service)
        .settle()
        .fromHere()
        .change(s -> s.image("app:2"))
        .run(until)
        .lines();
  }

  @Test
  void theOnlySlotsTaskIsRejectedAndTheUpdatePausesWhenTheDelayIsOver() {
    assertThat(updated(once().update(u -> u.delay("10s")), "1m", NO_IMAGE))
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
            10.4 paused: update paused due to failure or early termination of task zzzzx7vnw498wbax55fultwnj
            """);
  }

  /** The first is judged while the second slot waits for its worker, the last one late. */
  @Test
  void theFirstOfTwoIsJudgedAtOnceTheLastWhenItsDelayIsOver() {
    assertThat(
            updated(
                once().replicas(2).update(u -> u.delay("10s").maxFailureRatio(0.5)),
                "1m",
                NO_IMAGE))
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
            10.4 slot 2#2 ready r2 SpecChanged
            10.4 slot 2#1 told to stop
            10.5 slot 2#1 shutdown
            10.5 slot 2#2 new
            10.8 slot 2#2 rejected: Back-off pulling image "app:2"
            10.8 slot 2#1 gone
            10.8 slot 2#3 ready r2 TaskRejected
            20.8 paused: update paused due to failure or early termination of task zzzzx8m41qns0q4ygmlzepxii
            """);
  }

  /** Without a delay a rejection is what lets the worker take the last slot. */
  @Test
  void aRejectionThatLetsTheLastSlotBeTakenStillCounts() {
    assertThat(
            updated(
                once().replicas(2).update(u -> u.maxFailureRatio(0.5)),
                "1m",
                NO_IMAGE.slot(1),
                BehaviourRule.all(
                        Behaviour.DEFAULT
                            .with(Behaviour.Start.IMAGE_REFUSED)
                            .startsAfter(Duration.ofSeconds(20)))
                    .revision(2)))
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.4 slot 2#2 ready r2 SpecChanged
            0.4 slot 1#2 rejected: Back-off pulling image "app:2"
            0.4 slot 1#1 gone
            0.4 slot 1#3 ready r2 TaskRejected
            0.4 slot 2#1 told to stop
            0.5 slot 2#1 shutdown
            0.5 slot 2#2 new
            20.5 paused: update paused due to failure or early termination of task zzzzx8m41qns0q4ygmlzepxii
            20.5 slot 2#2 rejected: Back-off pulling image "app:2"
            20.5 slot 2#1 gone
            20.5 slot 2#3 ready r2 TaskRejected
            """);
  }

  @ParameterizedTest
  @EnumSource(names = {"PAUSE", "ROLLBACK"})
  void aRejectionThatIsOlderThanTheMonitorWhenTheLastWorkerIsDoneDoesNotCount(
      FailureAction action) {
    assertThat(
            updated(
                once().replicas(2).update(u -> u.parallelism(2).onFailure(action)),
                "1m",
                NO_IMAGE.slot(1),
                slow(2)))
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 2#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.0 slot 2#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 2#1 shutdown
            0.1 slot 1#2 new
            0.1 slot 2#2 new
            0.4 slot 1#2 rejected: Back-off pulling image "app:2"
            0.4 slot 1#1 gone
            0.4 slot 1#3 ready r2 TaskRejected
            20.1 slot 2#2 running
            25.1 completed: update completed
            """);
  }

  @Test
  void oneThatIsYoungerThanTheMonitorThenDoes() {
    assertThat(
            updated(
                once()
                    .replicas(2)
                    .update(u -> u.parallelism(2).monitor("30s").onFailure(FailureAction.ROLLBACK)),
                "1m",
                NO_IMAGE.slot(1),
                slow(2)))
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 2#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.0 slot 2#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 2#1 shutdown
            0.1 slot 1#2 new
            0.1 slot 2#2 new
            0.4 slot 1#2 rejected: Back-off pulling image "app:2"
            0.4 slot 1#1 gone
            0.4 slot 1#3 ready r2 TaskRejected
            20.1 rollback_started: update rolled back due to failure or early termination of task zzzzx7vnw498wbax55fultwnj
            20.1 held on r1 instead of r2: UpdateFailed
            20.1 slot 1#2 gone
            20.1 slot 1#3 shutdown
            20.1 slot 2#2 running
            20.1 slot 1#4 new r1 RolledBack
            20.4 slot 2#1 gone
            20.4 slot 2#3 ready r1 RolledBack
            20.4 slot 1#4 running
            20.4 slot 2#2 told to stop
            20.5 slot 2#2 shutdown
            20.5 slot 2#3 new
            20.8 slot 2#3 running
            25.8 rollback_completed: rollback completed
            """);
  }

  @Test
  void aPodThatIsRefusedIsJudgedAsOneWhoseImageIs() {
    assertThat(
            updated(
                once().update(u -> u.delay("10s")),
                "1m",
                BehaviourRule.all(Behaviour.DEFAULT.with(Behaviour.Start.POD_REFUSED)).revision(2)))
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#2 rejected: pods "ping.1.zzzzx7vnw498wbax55fultwnj" is forbidden
            0.1 slot 1#1 shutdown
            0.1 slot 1#1 gone
            0.1 slot 1#3 ready r2 TaskRejected
            10.1 paused: update paused due to failure or early termination of task zzzzx7vnw498wbax55fultwnj
            """);
  }

  @Test
  void aTaskThatIsOverdueIsJudgedAsOneThatIsRejected() {
    assertThat(
            updated(
                once().progressDeadline("30s").update(u -> u.delay("10s").startFirst()),
                "1m",
                BehaviourRule.all(Behaviour.DEFAULT.with(Behaviour.Start.NEVER_SCHEDULES))
                    .revision(2)))
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 new r2 SpecChanged
            0.0 slot 1#2 pending: no suitable node (insufficient resources on 3 nodes)
            30.0 slot 1#2 failed: task: not running within the progress deadline: no suitable node (insufficient resources on 3 nodes)
            30.0 slot 1#3 ready r2 TaskFailed
            40.0 paused: update paused due to failure or early termination of task zzzzx7vnw498wbax55fultwnj
            40.0 slot 1#2 gone
            """);
  }

  /** Nobody judges under continue: the count only informs. */
  @Test
  void underContinueItIsCountedAtOnce() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(3).behaving(List.of(NO_IMAGE)),
                once().update(u -> u.delay("10s").onFailure(FailureAction.CONTINUE)))
            .settle()
            .fromHere()
            .change(s -> s.image("app:2"))
            .run("1s");

    assertThat(simulation.cluster().view().memory().rollout().orElseThrow().failures()).isOne();
    assertThat(simulation.run("1m").lines())
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
            21.4 completed: update completed
            """);
  }
}
