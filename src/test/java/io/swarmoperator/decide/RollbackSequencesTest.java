package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.conformance.Difference;
import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.ServiceBuilder;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.Simulation;
import io.swarmoperator.sim.TimelineEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Manual and automatic rollbacks (S§6), with their times. */
class RollbackSequencesTest {
  private static final Behaviour CRASHES = Behaviour.DEFAULT.exits(1, Duration.ZERO);
  private static final BehaviourRule BAD = BehaviourRule.all(CRASHES).revision(2);
  private static final ServiceBuilder QUICK =
      service()
          .replicas(2)
          .restart(RestartCondition.ANY, "5s", 1, "0s")
          .update(u -> u.monitor("1s").onFailure(FailureAction.ROLLBACK))
          .rollback(r -> r.monitor("1s"));

  private static Simulation running(ServiceBuilder service, BehaviourRule... rules) {
    return Simulation.in(Setting.nodes(3).behaving(List.of(rules)), service).settle().fromHere();
  }

  private static List<String> told(Simulation simulation) {
    return simulation.cluster().timeline().entries().stream()
        .filter(TimelineEntry.Told.class::isInstance)
        .map(entry -> ((TimelineEntry.Told) entry).notice().message())
        .toList();
  }

  @Conformance("C118")
  @Test
  void threeFailuresOfFourAreTooManyAndThreeSlotsAreRolledBack() {
    Simulation simulation =
        running(QUICK.replicas(4).update(u -> u.maxFailureRatio(0.5).delay("10ms")), BAD)
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
            0.41 slot 2#2 ready r2 SpecChanged
            0.41 slot 2#1 told to stop
            0.51 slot 2#1 shutdown
            0.51 slot 2#2 new
            0.81 slot 2#1 gone
            0.81 slot 2#3 ready r2 TaskFailed
            0.81 slot 2#2 failed: task: non-zero exit (1)
            0.82 slot 3#2 ready r2 SpecChanged
            0.82 slot 3#1 told to stop
            0.92 slot 3#1 shutdown
            0.92 slot 3#2 new
            1.22 slot 3#2 failed: task: non-zero exit (1)
            1.22 slot 3#1 gone
            1.22 slot 3#3 ready r2 TaskFailed
            1.22 rollback_started: update rolled back due to failure or early termination of task zzzzxeaqg4jtmelhnnzw68p70
            1.22 held on r1 instead of r2: UpdateFailed
            1.22 slot 1#2 gone
            1.22 slot 1#3 shutdown
            1.22 slot 1#4 new r1 RolledBack
            1.52 slot 2#2 gone
            1.52 slot 2#3 shutdown
            1.52 slot 1#4 running
            1.52 slot 2#4 new r1 RolledBack
            1.82 slot 3#2 gone
            1.82 slot 3#3 shutdown
            1.82 slot 2#4 running
            1.82 slot 3#4 new r1 RolledBack
            2.12 slot 3#4 running
            3.12 rollback_completed: rollback completed
            """);
  }

  @Conformance({"C119", "X28"})
  @Test
  void aRollbackWhoseTasksFailTooIsPausedAndKeepsTheStartOfTheUpdate() {
    Simulation simulation = running(QUICK, BAD);
    Instant updated = simulation.cluster().now();
    simulation.behave(BehaviourRule.all(CRASHES)).change(s -> s.image("app:2")).settle();

    assertThat(simulation.lines())
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
            0.7 rollback_paused: update paused due to failure or early termination of task zzzzvm2oj5nr2xbzrhdnero2q
            0.7 slot 1#3 gone
            0.7 slot 1#5 ready r1 TaskFailed
            0.7 slot 1#4 failed: task: non-zero exit (1)
            5.7 slot 1#5 new
            6.0 slot 1#5 failed: task: non-zero exit (1)
            """);
    assertThat(simulation.cluster().memory().rollout().orElseThrow().startedAt())
        .isEqualTo(updated);
  }

  @Conformance(value = "X22", differs = "D1")
  @Conformance(value = "X22", differs = "D2")
  @Test
  void aScaleInBetweenTakesNothingFromTheHistoryAndIsNotTakenBack() {
    Simulation simulation =
        running(QUICK)
            .change(s -> s.image("app:2"))
            .settle()
            .change(s -> s.image("app:3"))
            .settle()
            .change(s -> s.replicas(3))
            .settle()
            .fromHere()
            .rollback("previous")
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 rollback_started: manually requested rollback
            0.0 held on r2 instead of r3: RequestedByUser
            0.0 slot 1#2 gone
            0.0 slot 1#4 ready r2 RolledBack
            0.0 slot 1#3 told to stop
            0.1 slot 1#3 shutdown
            0.1 slot 1#4 new
            0.4 slot 2#2 gone
            0.4 slot 2#4 ready r2 RolledBack
            0.4 slot 1#4 running
            0.4 slot 2#3 told to stop
            0.5 slot 2#3 shutdown
            0.5 slot 2#4 new
            0.8 slot 3#2 ready r2 RolledBack
            0.8 slot 2#4 running
            0.8 slot 3#1 told to stop
            0.9 slot 3#1 shutdown
            0.9 slot 3#2 new
            1.2 slot 3#2 running
            2.2 rollback_completed: rollback completed
            """);
  }

  @Conformance(value = "X23", differs = "D118")
  @Test
  void aForcedUpdateIsRolledBackLikeEveryOther() {
    Simulation simulation =
        running(QUICK)
            .change(s -> s.forceUpdate(1))
            .settle()
            .fromHere()
            .rollback("previous")
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 rollback_started: manually requested rollback
            0.0 held on r1 instead of r2: RequestedByUser
            0.0 slot 1#1 gone
            0.0 slot 1#3 ready r1 RolledBack
            0.0 slot 1#2 told to stop
            0.1 slot 1#2 shutdown
            0.1 slot 1#3 new
            0.4 slot 2#1 gone
            0.4 slot 2#3 ready r1 RolledBack
            0.4 slot 1#3 running
            0.4 slot 2#2 told to stop
            0.5 slot 2#2 shutdown
            0.5 slot 2#3 new
            0.8 slot 2#3 running
            1.8 rollback_completed: rollback completed
            """);
  }

  @Conformance(value = "X25", differs = "D1")
  @Test
  void afterAnAutomaticRollbackAManualOneGoesFurtherBackWhereThereIsARevision() {
    Simulation first = running(QUICK, BAD).change(s -> s.image("app:2")).settle().fromHere();

    assertThat(first.rollback("previous").settle().lines()).isEmpty();
    assertThat(told(first))
        .containsExactly("rollback refused: service ping does not have a previous revision");

    Simulation third =
        running(QUICK, BehaviourRule.all(CRASHES).revision(3))
            .change(s -> s.image("app:2"))
            .settle()
            .change(s -> s.image("app:3"))
            .settle()
            .fromHere();

    assertThat(third.rollback("previous").settle().lines())
        .isEqualTo(
            """
            0.0 rollback_started: manually requested rollback
            0.0 held on r1 instead of r3: RequestedByUser
            0.0 slot 1#4 gone
            0.0 slot 1#6 ready r1 RolledBack
            0.0 slot 1#5 told to stop
            0.1 slot 1#5 shutdown
            0.1 slot 1#6 new
            0.4 slot 2#1 gone
            0.4 slot 2#3 ready r1 RolledBack
            0.4 slot 1#6 running
            0.4 slot 2#2 told to stop
            0.5 slot 2#2 shutdown
            0.5 slot 2#3 new
            0.8 slot 2#3 running
            1.8 rollback_completed: rollback completed
            """);
  }

  @Conformance("X26")
  @Test
  void aServiceThatWasNeverUpdatedCantBeRolledBack() {
    Simulation simulation = running(QUICK).rollback("previous").settle();

    assertThat(simulation.lines()).isEmpty();
    assertThat(told(simulation))
        .containsExactly("rollback refused: service ping does not have a previous revision");
    assertThat(simulation.cluster().memory().rollout()).isEmpty();
  }

  @Conformance(value = "X32", differs = "D12")
  @Test
  void aTaskThatSharesItsSlotAfterAStartFirstRollbackGoesAndTheStateStays() {
    Simulation simulation =
        running(
                QUICK.replicas(1).rollback(r -> r.startFirst().onFailure(FailureAction.CONTINUE)),
                BehaviourRule.all(CRASHES).attempt(3))
            .change(s -> s.image("app:2"))
            .settle()
            .fromHere()
            .rollback("previous")
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 rollback_started: manually requested rollback
            0.0 held on r1 instead of r2: RequestedByUser
            0.0 slot 1#1 gone
            0.0 slot 1#3 new r1 RolledBack
            0.3 slot 1#4 ready r1 TaskFailed
            0.3 slot 1#3 failed: task: non-zero exit (1)
            1.3 rollback_completed: rollback completed
            1.3 slot 1#3 gone
            5.3 slot 1#4 new
            5.6 slot 1#2 told to stop
            5.6 slot 1#4 running
            5.7 slot 1#2 shutdown
            """);
    assertThat(simulation.cluster().memory().rollout().orElseThrow().state())
        .isEqualTo(RolloutState.ROLLBACK_COMPLETED);
  }

  /** A rollback always converges (S§6.2): as the new run sees it, the slot is to be filled. */
  @Difference("D127")
  @Test
  void aResumedRollbackFillsTheSlotThatItGaveUp() {
    Simulation simulation =
        running(QUICK)
            .behave(BehaviourRule.all(CRASHES))
            .change(s -> s.image("app:2"))
            .settle()
            .behave()
            .fromHere()
            .resume()
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 rollback_started: rollback in progress
            0.0 slot 1#4 gone
            0.0 rollback_completed: rollback completed
            0.0 slot 1#6 new r1 ScaledUp
            0.3 slot 1#6 running
            """);
  }

  /** To go on with it is not what made it one (S§5.9). */
  @Test
  void aResumedRollbackOnRequestStaysOne() {
    Simulation simulation =
        running(QUICK.replicas(2))
            .change(s -> s.image("app:2"))
            .settle()
            .behave(BehaviourRule.all(CRASHES).slot(1).attempt(3))
            .fromHere()
            .rollback("previous")
            .run("1m")
            .resume()
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 rollback_started: manually requested rollback
            0.0 held on r1 instead of r2: RequestedByUser
            0.0 slot 1#1 gone
            0.0 slot 1#3 ready r1 RolledBack
            0.0 slot 1#2 told to stop
            0.1 slot 1#2 shutdown
            0.1 slot 1#3 new
            0.4 rollback_paused: update paused due to failure or early termination of task zzzzwo319qq0yds9v1m0p77wv
            0.4 slot 1#2 gone
            0.4 slot 1#4 ready r1 TaskFailed
            0.4 slot 1#3 failed: task: non-zero exit (1)
            5.4 slot 1#4 new
            5.7 slot 1#4 running
            60.0 rollback_started: manually requested rollback
            60.0 slot 2#1 gone
            60.0 slot 2#3 ready r1 RolledBack
            60.0 slot 2#2 told to stop
            60.1 slot 2#2 shutdown
            60.1 slot 2#3 new
            60.4 slot 2#3 running
            61.4 rollback_completed: rollback completed
            """);
  }
}
