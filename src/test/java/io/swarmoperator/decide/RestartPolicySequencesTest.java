package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.api.Durations;
import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.conformance.Difference;
import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.ServiceBuilder;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.Simulation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a slot whose task ended, by its restart policy (S§4), with its times. */
class RestartPolicySequencesTest {

  /** A task of a slot that ends with a code some time after its start. */
  private static BehaviourRule ends(int slot, int attempt, int code, String after) {
    Duration delay = Durations.parse(after);
    return BehaviourRule.all(
            Behaviour.DEFAULT.startsAfter(Duration.ofMillis(50)).exits(code, delay))
        .slot(slot)
        .attempt(attempt);
  }

  private static Simulation of(ServiceBuilder service, BehaviourRule... rules) {
    return Simulation.in(Setting.nodes(3).behaving(List.of(rules)), service);
  }

  @Conformance({"C073", "C074"})
  @Test
  void underAnyAFailedAndACompletedTaskAreReplaced() {
    Simulation simulation =
        of(
                service().replicas(2).restart(RestartCondition.ANY, "0s", 0, "0s"),
                ends(1, 1, 1, "1s"),
                ends(2, 1, 0, "2s"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.0 slot 2#1 new r1 ScaledUp
            0.05 slot 1#1 running
            0.05 slot 2#1 running
            1.05 slot 1#1 failed: task: non-zero exit (1)
            1.05 slot 1#2 new r1 TaskFailed
            1.35 slot 1#2 running
            2.05 slot 2#1 complete
            2.05 slot 2#2 new r1 TaskCompleted
            2.35 slot 2#2 running
            """);
  }

  @Conformance({"C076", "C077"})
  @Test
  void underOnFailureACompletedTaskIsNotReplacedNotEvenAfterAWriteOfTheSameSpec() {
    Simulation simulation =
        of(
                service().replicas(2).restart(RestartCondition.ON_FAILURE, "0s", 0, "0s"),
                ends(1, 1, 1, "1s"),
                ends(2, 1, 0, "2s"))
            .settle()
            .change(s -> s)
            .run("1h");

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.0 slot 2#1 new r1 ScaledUp
            0.05 slot 1#1 running
            0.05 slot 2#1 running
            1.05 slot 1#1 failed: task: non-zero exit (1)
            1.05 slot 1#2 new r1 TaskFailed
            1.35 slot 1#2 running
            2.05 slot 2#1 complete
            """);
    assertThat(desired(simulation, 2)).isEqualTo(DesiredState.SHUTDOWN);
  }

  @Conformance({"C079", "C080"})
  @Test
  void underNoneNothingIsReplacedUntilAForcedUpdateTakesOneSlotAfterTheOther() {
    Simulation simulation =
        of(
                service().replicas(2).restart(RestartCondition.NONE, "5s", 0, "0s"),
                ends(1, 1, 1, "1s"),
                ends(2, 1, 0, "2s"))
            .settle()
            .change(s -> s)
            .run("1h");

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.0 slot 2#1 new r1 ScaledUp
            0.05 slot 1#1 running
            0.05 slot 2#1 running
            1.05 slot 1#1 failed: task: non-zero exit (1)
            2.05 slot 2#1 complete
            """);
    assertThat(desired(simulation, 1)).isEqualTo(DesiredState.SHUTDOWN);
    assertThat(simulation.fromHere().change(s -> s.forceUpdate(1)).settle().lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 new r2 SpecChanged
            0.3 slot 1#2 running
            0.3 slot 2#2 new r2 SpecChanged
            0.6 slot 2#2 running
            5.6 completed: update completed
            """);
  }

  @Conformance({"C082", "C083"})
  @Test
  void eachSlotHasItsOwnAttempts() {
    Simulation simulation =
        of(
                service().replicas(2).restart(RestartCondition.ANY, "100ms", 1, "0s"),
                ends(1, 1, 1, "1s"),
                ends(2, 1, 1, "2s"),
                ends(1, 2, 1, "5s"),
                ends(2, 2, 1, "5s"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.0 slot 2#1 new r1 ScaledUp
            0.05 slot 1#1 running
            0.05 slot 2#1 running
            1.05 slot 1#2 ready r1 TaskFailed
            1.05 slot 1#1 failed: task: non-zero exit (1)
            1.15 slot 1#2 new
            1.2 slot 1#2 running
            2.05 slot 2#2 ready r1 TaskFailed
            2.05 slot 2#1 failed: task: non-zero exit (1)
            2.15 slot 2#2 new
            2.2 slot 2#2 running
            6.2 slot 1#2 failed: task: non-zero exit (1)
            7.2 slot 2#2 failed: task: non-zero exit (1)
            """);
  }

  @Conformance({"C085", "C086"})
  @Test
  void onlyRestartsWithinTheWindowCount() {
    Simulation simulation =
        of(
                service().replicas(2).restart(RestartCondition.ANY, "100ms", 1, "500ms"),
                ends(1, 1, 1, "1s"),
                ends(2, 1, 1, "1s"),
                ends(1, 2, 1, "100ms"),
                ends(2, 2, 1, "1s"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.0 slot 2#1 new r1 ScaledUp
            0.05 slot 1#1 running
            0.05 slot 2#1 running
            1.05 slot 1#2 ready r1 TaskFailed
            1.05 slot 2#2 ready r1 TaskFailed
            1.05 slot 1#1 failed: task: non-zero exit (1)
            1.05 slot 2#1 failed: task: non-zero exit (1)
            1.15 slot 1#2 new
            1.15 slot 2#2 new
            1.2 slot 1#2 running
            1.2 slot 2#2 running
            1.3 slot 1#2 failed: task: non-zero exit (1)
            2.2 slot 2#1 gone
            2.2 slot 2#3 ready r1 TaskFailed
            2.2 slot 2#2 failed: task: non-zero exit (1)
            2.3 slot 2#3 new
            2.6 slot 2#3 running
            """);
  }

  @Conformance("C088")
  @Test
  void aJobsTaskIsRestartedAsOftenAsItsPolicySays() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(3)
                    .behaving(
                        List.of(
                            BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(1))))),
                service()
                    .mode(new Mode.ReplicatedJob(1, 1))
                    .restart(RestartCondition.ON_FAILURE, "100ms", 3, "0s"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 0#1 new r1 JobStarted
            0.3 slot 0#1 running
            1.3 slot 0#2 ready r1 TaskFailed
            1.3 slot 0#1 failed: task: non-zero exit (1)
            1.4 slot 0#2 new
            1.7 slot 0#2 running
            2.7 slot 0#3 ready r1 TaskFailed
            2.7 slot 0#2 failed: task: non-zero exit (1)
            2.8 slot 0#3 new
            3.1 slot 0#3 running
            4.1 slot 0#4 ready r1 TaskFailed
            4.1 slot 0#3 failed: task: non-zero exit (1)
            4.2 slot 0#4 new
            4.5 slot 0#4 running
            5.5 slot 0#4 failed: task: non-zero exit (1)
            """);
  }

  @Conformance("X44")
  @Test
  void anUpdateReplacesASlotThatWasGivenUpAndItsAttemptsStartAfresh() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(3)
                    .behaving(
                        List.of(
                            BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(9))))),
                service().restart(RestartCondition.ANY, "1s", 2, "0s"))
            .settle()
            .change(s -> s.image("app:2"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.3 slot 1#1 running
            9.3 slot 1#2 ready r1 TaskFailed
            9.3 slot 1#1 failed: task: non-zero exit (1)
            10.3 slot 1#2 new
            10.6 slot 1#2 running
            19.6 slot 1#3 ready r1 TaskFailed
            19.6 slot 1#2 failed: task: non-zero exit (1)
            20.6 slot 1#3 new
            20.9 slot 1#3 running
            29.9 slot 1#3 failed: task: non-zero exit (1)
            29.9 updating: update in progress
            29.9 slot 1#1 gone
            29.9 slot 1#4 new r2 SpecChanged
            30.2 slot 1#4 running
            35.2 completed: update completed
            39.2 slot 1#2 gone
            39.2 slot 1#5 ready r2 TaskFailed
            39.2 slot 1#4 failed: task: non-zero exit (1)
            40.2 slot 1#5 new
            40.5 slot 1#5 running
            49.5 slot 1#3 gone
            49.5 slot 1#6 ready r2 TaskFailed
            49.5 slot 1#5 failed: task: non-zero exit (1)
            50.5 slot 1#6 new
            50.8 slot 1#6 running
            59.8 slot 1#6 failed: task: non-zero exit (1)
            """);
  }

  private static DesiredState desired(Simulation simulation, int slot) {
    return simulation.cluster().view().tasks().stream()
        .filter(t -> t.identity().slot().number() == slot)
        .map(t -> t.record().orElseThrow().desired())
        .findFirst()
        .orElseThrow();
  }

  /** Neither one that was given up already nor one that has an attempt left gets another. */
  @Difference("D26")
  @Test
  void aScaleGivesNobodyFreshAttempts() {
    Simulation simulation =
        of(
                service().replicas(2).restart(RestartCondition.ANY, "1s", 1, "0s"),
                ends(1, 1, 1, "1s"),
                ends(1, 2, 1, "1s"),
                ends(2, 1, 1, "1s"),
                ends(2, 2, 1, "9s"))
            .run("5s")
            .fromHere()
            .change(s -> s.replicas(3))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 3#1 new r1 ScaledUp
            0.3 slot 3#1 running
            6.1 slot 2#2 failed: task: non-zero exit (1)
            """);
  }
}
