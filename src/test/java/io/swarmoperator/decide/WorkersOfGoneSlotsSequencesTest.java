package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.ServiceBuilder;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.SimulatedCluster;
import io.swarmoperator.sim.Simulation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Slots that go while a worker has them, before their step is done or judged: the delay holds
 * (S§5.4 d), a failure counts (S§5.6).
 */
class WorkersOfGoneSlotsSequencesTest {
  private static final ServiceBuilder GLOBAL = service().mode(new Mode.Global());
  private static final BehaviourRule FIRST_CRASHES_ON_N2 =
      BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(12)))
          .slot(SlotId.onNode("n2"))
          .revision(1);
  private static final BehaviourRule SECOND_CRASHES_ON_N2 =
      BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofMillis(1300)))
          .slot(SlotId.onNode("n2"))
          .revision(2);

  private static Simulation running(int nodes, ServiceBuilder service, BehaviourRule... rules) {
    return Simulation.in(Setting.nodes(nodes).behaving(List.of(rules)), service)
        .run("10s")
        .fromHere();
  }

  /** How a slot that was passed over leaves the run. */
  enum Leaving {
    DELETED,
    PAUSED,
    DRAINED,
    DOWN;

    void happen(SimulatedCluster cluster) {
      switch (this) {
        case DELETED -> cluster.removeNode("n2");
        case PAUSED -> cluster.availability("n2", Availability.PAUSE);
        case DRAINED -> cluster.availability("n2", Availability.DRAIN);
        case DOWN -> cluster.nodeDown("n2");
      }
    }
  }

  /** Its task crashed, a restart brought it up to date, and a worker came to it at 60.4. */
  @ParameterizedTest
  @EnumSource(Leaving.class)
  void theNextNodeComesADelayAfterOneThatWasPassedOverAndLeft(Leaving leaving) {
    Simulation simulation =
        running(3, GLOBAL.update(u -> u.delay("60s")), FIRST_CRASHES_ON_N2)
            .change(s -> s.image("app:b"))
            .run("70s")
            .then(leaving::happen)
            .settle();

    assertThat(simulation.lines().lines().filter(l -> l.contains("slot n3#2") || l.contains("c")))
        .contains("120.4 slot n3#2 ready r2 SpecChanged", "241.8 completed: update completed");
  }

  /** A worker that has yet to come to it has no delay to sleep there. */
  @Test
  void aNodeThatLeavesBeforeItsTurnCostsNothingThoughARestartBroughtItUpToDate() {
    Simulation simulation =
        running(3, GLOBAL.update(u -> u.delay("60s")), FIRST_CRASHES_ON_N2)
            .change(s -> s.image("app:b"))
            .run("30s")
            .then(c -> c.availability("n2", Availability.DRAIN))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot n1#2 ready r2 SpecChanged
            0.0 slot n1#1 told to stop
            0.1 slot n1#1 shutdown
            0.1 slot n1#2 new
            0.4 slot n1#2 running
            2.3 slot n2#2 ready r2 TaskFailed
            2.3 slot n2#1 failed: task: non-zero exit (1)
            7.3 slot n2#2 new
            7.6 slot n2#2 running
            30.0 slot n2#2 told to stop
            30.1 slot n2#2 shutdown
            60.4 slot n3#2 ready r2 SpecChanged
            60.4 slot n3#1 told to stop
            60.5 slot n3#1 shutdown
            60.5 slot n3#2 new
            60.8 slot n3#2 running
            181.8 completed: update completed
            """);
  }

  @Test
  void theDelayBeginsWhenTheNodeOfATaskThatStartsIsDeleted() {
    Simulation simulation =
        running(
                2,
                GLOBAL.update(u -> u.delay("10s")),
                BehaviourRule.all(Behaviour.DEFAULT.startsAfter(Duration.ofMinutes(5)))
                    .slot(SlotId.onNode("n1"))
                    .revision(2))
            .change(s -> s.image("app:b"))
            .run("30s")
            .then(c -> c.deleteNode("n1"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot n1#2 ready r2 SpecChanged
            0.0 slot n1#1 told to stop
            0.1 slot n1#1 shutdown
            0.1 slot n1#2 new
            30.0 slot n1#2 told to go
            30.0 slot n1#1 gone
            40.0 slot n2#2 ready r2 SpecChanged
            40.0 slot n2#1 told to stop
            40.1 slot n2#1 shutdown
            40.1 slot n2#2 new
            40.4 slot n2#2 running
            61.4 completed: update completed
            82.0 slot n1#2 gone
            """);
  }

  private static final ServiceBuilder WATCHED =
      service()
          .update(u -> u.delay("10s").monitor("30s").onFailure(FailureAction.ROLLBACK))
          .restart(RestartCondition.ANY, "1m", 0, "0s");

  @Test
  void aFailureOfTheLastWaveCountsThoughItsSlotIsScaledAwayBeforeItIsJudged() {
    Simulation simulation =
        running(
                3,
                WATCHED.replicas(2),
                BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofMillis(1300)))
                    .slot(2)
                    .revision(2))
            .change(s -> s.image("app:b"))
            .run("15s")
            .change(s -> s.replicas(1))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.4 slot 1#2 running
            10.4 slot 2#2 ready r2 SpecChanged
            10.4 slot 2#1 told to stop
            10.5 slot 2#1 shutdown
            10.5 slot 2#2 new
            10.8 slot 2#2 running
            12.1 slot 2#3 ready r2 TaskFailed
            12.1 slot 2#2 failed: task: non-zero exit (1)
            15.0 slot 2#3 told to go
            15.0 slot 2#3 shutdown
            20.8 rollback_started: update rolled back due to failure or early termination of task zzzzx8m41qns0q4ygmlzepxii
            20.8 held on r1 instead of r2: UpdateFailed
            20.8 slot 2#1 gone
            20.8 slot 2#2 gone
            20.8 slot 2#3 gone
            20.8 slot 1#3 ready r1 RolledBack
            20.8 slot 1#2 told to stop
            20.9 slot 1#2 shutdown
            20.9 slot 1#3 new
            21.2 slot 1#3 running
            26.2 rollback_completed: rollback completed
            """);
  }

  @Test
  void aFailureOfTheLastWaveCountsThoughItsNodeIsDeletedBeforeItIsJudged() {
    Simulation simulation =
        running(2, WATCHED.mode(new Mode.Global()), SECOND_CRASHES_ON_N2)
            .change(s -> s.image("app:b"))
            .run("15s")
            .then(c -> c.deleteNode("n2"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot n1#2 ready r2 SpecChanged
            0.0 slot n1#1 told to stop
            0.1 slot n1#1 shutdown
            0.1 slot n1#2 new
            0.4 slot n1#2 running
            10.4 slot n2#2 ready r2 SpecChanged
            10.4 slot n2#1 told to stop
            10.5 slot n2#1 shutdown
            10.5 slot n2#2 new
            10.8 slot n2#2 running
            12.1 slot n2#3 ready r2 TaskFailed
            12.1 slot n2#2 failed: task: non-zero exit (1)
            15.0 slot n2#3 told to go
            15.0 slot n2#3 orphaned
            20.8 rollback_started: update rolled back due to failure or early termination of task zzzzxzw8eji5jkvp7uy3ykban
            20.8 held on r1 instead of r2: UpdateFailed
            20.8 slot n2#1 gone
            20.8 slot n2#2 gone
            20.8 slot n2#3 gone
            20.8 slot n1#3 ready r1 RolledBack
            20.8 slot n1#2 told to stop
            20.9 slot n1#2 shutdown
            20.9 slot n1#3 new
            21.2 slot n1#3 running
            26.2 rollback_completed: rollback completed
            """);
  }

  /** S§5.6: a ratio of 1 is never exceeded. */
  @Test
  void aNodeThatJoinsInMidUpdateIsOneMoreOfThoseThatMayFail() {
    Simulation simulation =
        running(
                3,
                GLOBAL
                    .update(u -> u.delay("2s").maxFailureRatio(1))
                    .restart(RestartCondition.ANY, "1m", 0, "0s"),
                BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(1))).revision(2))
            .then(c -> c.availability("n3", Availability.PAUSE))
            .change(s -> s.image("app:b"))
            .run("1s")
            .then(c -> c.availability("n3", Availability.ACTIVE))
            .run("30s");

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot n1#2 ready r2 SpecChanged
            0.0 slot n1#1 told to stop
            0.1 slot n1#1 shutdown
            0.1 slot n1#2 new
            0.4 slot n1#2 running
            1.4 slot n1#3 ready r2 TaskFailed
            1.4 slot n1#2 failed: task: non-zero exit (1)
            2.4 slot n2#2 ready r2 SpecChanged
            2.4 slot n2#1 told to stop
            2.5 slot n2#1 shutdown
            2.5 slot n2#2 new
            2.8 slot n2#2 running
            3.8 slot n2#3 ready r2 TaskFailed
            3.8 slot n2#2 failed: task: non-zero exit (1)
            4.8 slot n3#2 ready r2 SpecChanged
            4.8 slot n3#1 told to stop
            4.9 slot n3#1 shutdown
            4.9 slot n3#2 new
            5.2 slot n3#2 running
            6.2 slot n3#3 ready r2 TaskFailed
            6.2 slot n3#2 failed: task: non-zero exit (1)
            12.2 completed: update completed
            """);
    assertThat(simulation.cluster().memory().rollout().orElseThrow())
        .satisfies(
            run -> {
              assertThat(run.failures()).isEqualTo(3);
              assertThat(run.slots()).isEqualTo(3);
            });
  }
}
