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
import java.util.List;
import org.junit.jupiter.api.Test;

/** Jobs (S§8), as whole timelines with their times. */
class JobSequencesTest {
  private static final BehaviourRule SUCCEEDS =
      BehaviourRule.all(Behaviour.DEFAULT.exits(0, Duration.ofMillis(1500)));
  private static final BehaviourRule TAKES_LONG =
      BehaviourRule.all(Behaviour.DEFAULT.exits(0, Duration.ofSeconds(10)));
  private static final BehaviourRule FAILS =
      BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofMillis(500)));
  private static final ServiceBuilder JOB =
      service().mode(new Mode.ReplicatedJob(2, 5)).restart(RestartCondition.ANY, "1s", 2, "0s");
  private static final ServiceBuilder EVERYWHERE =
      service().mode(new Mode.GlobalJob()).restart(RestartCondition.ANY, "1s", 2, "0s");

  private static Simulation of(ServiceBuilder service, BehaviourRule rule) {
    return Simulation.in(Setting.nodes(3).behaving(List.of(rule)), service);
  }

  private static String summary(Simulation simulation) {
    return simulation.cluster().status().orElseThrow().summary();
  }

  @Conformance({"C137", "C139", "C143"})
  @Test
  void asManyAsMayBeAtWorkUntilEnoughHaveCompleted() {
    Simulation simulation = of(JOB, SUCCEEDS).settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 0#1 new r1 JobStarted
            0.0 slot 1#1 new r1 JobStarted
            0.3 slot 0#1 running
            0.3 slot 1#1 running
            1.8 slot 0#1 complete
            1.8 slot 1#1 complete
            1.8 slot 2#1 new r1 JobStarted
            1.8 slot 3#1 new r1 JobStarted
            2.1 slot 2#1 running
            2.1 slot 3#1 running
            3.6 slot 2#1 complete
            3.6 slot 3#1 complete
            3.6 slot 4#1 new r1 JobStarted
            3.9 slot 4#1 running
            5.4 slot 4#1 complete
            """);
    assertThat(summary(simulation)).isEqualTo("0/2 (5/5 completed)");
  }

  @Conformance(value = "C146", differs = "D81")
  @Test
  void anotherTemplateOrJobStartsTheNextIterationAndUnfinishedTasksGo() {
    Simulation simulation =
        of(JOB, SUCCEEDS)
            .settle()
            .fromHere()
            .change(s -> s.image("app:2"))
            .run("2s")
            .change(s -> s.mode(new Mode.ReplicatedJob(2, 2)))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 0#2 new r2 JobStarted
            0.0 slot 1#2 new r2 JobStarted
            0.3 slot 0#2 running
            0.3 slot 1#2 running
            1.8 slot 0#2 complete
            1.8 slot 1#2 complete
            1.8 slot 2#2 new r2 JobStarted
            1.8 slot 3#2 new r2 JobStarted
            2.0 slot 2#2 told to go
            2.0 slot 3#2 told to go
            2.0 slot 0#3 new r2 JobStarted
            2.0 slot 1#3 new r2 JobStarted
            2.0 slot 2#2 gone
            2.0 slot 3#2 gone
            2.3 slot 0#3 running
            2.3 slot 1#3 running
            3.8 slot 0#3 complete
            3.8 slot 1#3 complete
            """);
    assertThat(summary(simulation)).isEqualTo("0/2 (2/2 completed)");
  }

  @Conformance("C088")
  @Conformance(value = "X55", differs = "D78")
  @Test
  void aSlotIsGivenUpWhenItsAttemptsAreUsedUp() {
    Simulation simulation = of(JOB.mode(new Mode.ReplicatedJob(2, 2)), FAILS).settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 0#1 new r1 JobStarted
            0.0 slot 1#1 new r1 JobStarted
            0.3 slot 0#1 running
            0.3 slot 1#1 running
            0.8 slot 0#2 ready r1 TaskFailed
            0.8 slot 1#2 ready r1 TaskFailed
            0.8 slot 0#1 failed: task: non-zero exit (1)
            0.8 slot 1#1 failed: task: non-zero exit (1)
            1.8 slot 0#2 new
            1.8 slot 1#2 new
            2.1 slot 0#2 running
            2.1 slot 1#2 running
            2.6 slot 0#3 ready r1 TaskFailed
            2.6 slot 1#3 ready r1 TaskFailed
            2.6 slot 0#2 failed: task: non-zero exit (1)
            2.6 slot 1#2 failed: task: non-zero exit (1)
            3.6 slot 0#3 new
            3.6 slot 1#3 new
            3.9 slot 0#3 running
            3.9 slot 1#3 running
            4.4 slot 0#3 failed: task: non-zero exit (1)
            4.4 slot 1#3 failed: task: non-zero exit (1)
            """);
    assertThat(summary(simulation)).isEqualTo("0/2 (0/2 completed)");
  }

  @Conformance(value = "X56", differs = "D79")
  @Test
  void tasksLeaveADrainedNodeAtOnceAndALostOneAfterTheDelay() {
    Simulation simulation =
        of(JOB, TAKES_LONG)
            .run("2s")
            .then(c -> c.availability("n1", Availability.DRAIN))
            .run("3s")
            .then(c -> c.nodeDown("n2"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 0#1 new r1 JobStarted
            0.0 slot 1#1 new r1 JobStarted
            0.3 slot 0#1 running
            0.3 slot 1#1 running
            2.0 slot 0#2 ready r1 NodeDrained
            2.0 slot 0#1 told to stop
            2.1 slot 0#1 shutdown
            2.1 slot 0#2 new
            2.4 slot 0#2 running
            5.0 slot 1#2 ready r1 NodeDown
            5.0 slot 1#1 told to stop
            6.0 slot 1#2 new
            6.3 slot 1#2 running
            12.4 slot 0#2 complete
            12.4 slot 2#1 new r1 JobStarted
            12.7 slot 2#1 running
            16.3 slot 1#2 complete
            16.3 slot 3#1 new r1 JobStarted
            16.6 slot 3#1 running
            22.7 slot 2#1 complete
            22.7 slot 4#1 new r1 JobStarted
            23.0 slot 4#1 running
            26.6 slot 3#1 complete
            33.0 slot 4#1 complete
            """);
    assertThat(summary(simulation)).isEqualTo("0/2 (5/5 completed)");
  }

  @Conformance({"C148", "C149", "C151"})
  @Conformance(value = "C154", differs = "D81")
  @Conformance(value = "X67", differs = "D80")
  @Test
  void aGlobalJobRunsOnceOnEveryActiveNode() {
    Simulation simulation =
        of(EVERYWHERE, SUCCEEDS)
            .settle()
            .then(c -> c.availability("n3", Availability.DRAIN))
            .change(s -> s.image("app:2"))
            .settle()
            .then(c -> c.availability("n3", Availability.ACTIVE))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot n1#1 new r1 JobStarted
            0.0 slot n2#1 new r1 JobStarted
            0.0 slot n3#1 new r1 JobStarted
            0.3 slot n1#1 running
            0.3 slot n2#1 running
            0.3 slot n3#1 running
            1.8 slot n1#1 complete
            1.8 slot n2#1 complete
            1.8 slot n3#1 complete
            1.8 slot n1#1 gone
            1.8 slot n2#1 gone
            1.8 slot n3#1 gone
            1.8 slot n1#2 new r2 JobStarted
            1.8 slot n2#2 new r2 JobStarted
            2.1 slot n1#2 running
            2.1 slot n2#2 running
            3.6 slot n1#2 complete
            3.6 slot n2#2 complete
            3.6 slot n3#2 new r2 JobStarted
            3.9 slot n3#2 running
            5.4 slot n3#2 complete
            """);
    assertThat(summary(simulation)).isEqualTo("0/0 (3/3 completed)");
  }

  @Conformance({"C151", "C152"})
  @Test
  void aGlobalJobDoesNotStartOnADownOrPausedNode() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(3).behaving(List.of(SUCCEEDS)), EVERYWHERE.mode(new Mode.GlobalJob()))
            .then(c -> c.nodeDown("n1"))
            .then(c -> c.availability("n2", Availability.PAUSE))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot n3#1 new r1 JobStarted
            0.3 slot n3#1 running
            1.8 slot n3#1 complete
            """);
    assertThat(summary(simulation)).isEqualTo("0/0 (1/1 completed)");
  }

  @Test
  void aDrainedNodesGlobalTaskStopsAndIsDoneAgainWhenTheNodeIsBack() {
    Simulation simulation =
        of(EVERYWHERE, TAKES_LONG)
            .run("2s")
            .then(c -> c.availability("n1", Availability.DRAIN))
            .run("3s")
            .then(c -> c.availability("n1", Availability.ACTIVE))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot n1#1 new r1 JobStarted
            0.0 slot n2#1 new r1 JobStarted
            0.0 slot n3#1 new r1 JobStarted
            0.3 slot n1#1 running
            0.3 slot n2#1 running
            0.3 slot n3#1 running
            2.0 slot n1#1 told to stop
            2.1 slot n1#1 shutdown
            5.0 slot n1#2 new r1 JobStarted
            5.3 slot n1#2 running
            10.3 slot n2#1 complete
            10.3 slot n3#1 complete
            15.3 slot n1#2 complete
            """);
    assertThat(summary(simulation)).isEqualTo("0/0 (3/3 completed)");
  }

  @Test
  void withNothingToDoAJobDoesNothing() {
    Simulation none = of(JOB.mode(new Mode.ReplicatedJob(2, 0)), SUCCEEDS).settle();

    assertThat(none.lines()).isEmpty();
    assertThat(summary(none)).isEqualTo("0/2 (0/0 completed)");
  }

  @Difference({"D74", "D76"})
  @Test
  void aJobHasNoRollbackAndNothingToResume() {
    Simulation simulation =
        of(JOB.mode(new Mode.ReplicatedJob(1, 1)), SUCCEEDS)
            .settle()
            .fromHere()
            .rollback("previous")
            .run("1s")
            .resume()
            .settle();

    assertThat(told(simulation))
        .containsExactly(
            "rollback refused: a job has no rollback",
            "resume refused: nothing is paused or held back");
    assertThat(simulation.lines()).isEmpty();
    assertThat(simulation.cluster().view().request()).isEmpty();
  }

  private static List<String> told(Simulation simulation) {
    return simulation.cluster().timeline().entries().stream()
        .filter(TimelineEntry.Told.class::isInstance)
        .map(entry -> ((TimelineEntry.Told) entry).notice().message())
        .toList();
  }

  /** Room for one task: the next gets it when the first has completed, and none is ended (D61). */
  @Conformance("C215")
  @Test
  void whatACompletedTaskReservedIsFreeForTheNextWhichRunsOn() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(1).behaving(List.of(TAKES_LONG)),
                service().mode(new Mode.ReplicatedJob(2, 2)).progressDeadline("1h"))
            .then(c -> c.room("n1", 1))
            .run("15s")
            .then(c -> c.label("n1", "unrelated", "z"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 0#1 new r1 JobStarted
            0.0 slot 1#1 new r1 JobStarted
            0.0 slot 1#1 pending: no suitable node (insufficient resources on 1 node)
            0.3 slot 0#1 running
            10.3 slot 0#1 complete
            10.6 slot 1#1 running
            20.6 slot 1#1 complete
            """);
  }

  @Difference("D77")
  @Test
  void theAttemptsOfAGlobalJobCountOnEachNode() {
    Simulation simulation =
        Simulation.in(Setting.nodes(1).behaving(List.of(FAILS)), EVERYWHERE)
            .settle()
            .then(c -> c.addNode("n2"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot n1#1 new r1 JobStarted
            0.3 slot n1#1 running
            0.8 slot n1#2 ready r1 TaskFailed
            0.8 slot n1#1 failed: task: non-zero exit (1)
            1.8 slot n1#2 new
            2.1 slot n1#2 running
            2.6 slot n1#3 ready r1 TaskFailed
            2.6 slot n1#2 failed: task: non-zero exit (1)
            3.6 slot n1#3 new
            3.9 slot n1#3 running
            4.4 slot n1#3 failed: task: non-zero exit (1)
            4.4 slot n2#1 new r1 JobStarted
            4.7 slot n2#1 running
            5.2 slot n2#2 ready r1 TaskFailed
            5.2 slot n2#1 failed: task: non-zero exit (1)
            6.2 slot n2#2 new
            6.5 slot n2#2 running
            7.0 slot n2#3 ready r1 TaskFailed
            7.0 slot n2#2 failed: task: non-zero exit (1)
            8.0 slot n2#3 new
            8.3 slot n2#3 running
            8.8 slot n2#3 failed: task: non-zero exit (1)
            """);
  }

  @Difference("D82")
  @Test
  void aSlotOfAJobHasNoMoreHistoryThanAnother() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(3)
                    .behaving(List.of(FAILS.attempt(1), FAILS.attempt(2), SUCCEEDS.attempt(3))),
                service()
                    .mode(new Mode.ReplicatedJob(1, 1))
                    .history(2)
                    .restart(RestartCondition.ANY, "1s", 0, "0s"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 0#1 new r1 JobStarted
            0.3 slot 0#1 running
            0.8 slot 0#2 ready r1 TaskFailed
            0.8 slot 0#1 failed: task: non-zero exit (1)
            1.8 slot 0#2 new
            2.1 slot 0#2 running
            2.6 slot 0#1 gone
            2.6 slot 0#3 ready r1 TaskFailed
            2.6 slot 0#2 failed: task: non-zero exit (1)
            3.6 slot 0#3 new
            3.9 slot 0#3 running
            5.4 slot 0#3 complete
            """);
  }
}
