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

/**
 * What becomes of a task on a drained node whose replacement is to run first ({@code
 * spec.drain.order}), and does not come to run.
 */
class DrainedUntilReplacedSequencesTest {
  private static final ServiceBuilder ONE = service().drain(UpdateOrder.START_FIRST);
  private static final Behaviour FAILS = Behaviour.DEFAULT.exits(1, Duration.ZERO);

  private static Simulation drained(ServiceBuilder service, BehaviourRule... rules) {
    return Simulation.in(Setting.nodes(3).behaving(List.of(rules)), service)
        .settle()
        .fromHere()
        .then(c -> c.availability("n1", Availability.DRAIN));
  }

  @Test
  void itRunsOnWhenTheReplacementFailsUntilTheNextOneRuns() {
    assertThat(
            drained(
                    ONE.restart(RestartCondition.ANY, "5s", 0, "0s"),
                    BehaviourRule.all(FAILS).attempt(2))
                .settle()
                .linesWithNodes())
        .isEqualTo(
            """
            0.0 slot 1#2 new r1 NodeDrained
            0.3 slot 1#3 ready r1 TaskFailed
            0.3 slot 1#2 failed: task: non-zero exit (1)
            5.3 slot 1#3 new
            5.6 slot 1#1 told to stop
            5.6 slot 1#3 running on n2
            5.7 slot 1#1 shutdown
            """);
  }

  @Test
  void itRunsOnWhenNoOtherReplacementIsAllowed() {
    assertThat(
            drained(
                    ONE.restart(RestartCondition.ANY, "1s", 1, "0s"),
                    BehaviourRule.all(FAILS).attempt(2))
                .settle()
                .then(c -> c.availability("n1", Availability.ACTIVE))
                .settle()
                .linesWithNodes())
        .isEqualTo(
            """
            0.0 slot 1#2 new r1 NodeDrained
            0.3 slot 1#2 failed: task: non-zero exit (1)
            """);
  }

  @Test
  void itStopsWhenTheUserWantsItToStopFirstAfterAll() {
    assertThat(
            drained(
                    ONE.restart(RestartCondition.ANY, "1s", 1, "0s"),
                    BehaviourRule.all(FAILS).attempt(2))
                .settle()
                .run("10s")
                .change(s -> s.drain(UpdateOrder.STOP_FIRST))
                .settle()
                .linesWithNodes())
        .isEqualTo(
            """
            0.0 slot 1#2 new r1 NodeDrained
            0.3 slot 1#2 failed: task: non-zero exit (1)
            10.3 slot 1#1 told to stop
            10.4 slot 1#1 shutdown
            """);
  }

  @Test
  void itRunsOnWhenTheReplacementMeetsItsDeadline() {
    assertThat(
            drained(
                    ONE.progressDeadline("10s").restart(RestartCondition.ANY, "1s", 0, "0s"),
                    BehaviourRule.all(Behaviour.DEFAULT.startsAfter(Duration.ofMinutes(1)))
                        .attempt(2))
                .settle()
                .linesWithNodes())
        .isEqualTo(
            """
            0.0 slot 1#2 new r1 NodeDrained
            10.0 slot 1#2 failed: task: not running within the progress deadline
            10.0 slot 1#3 ready r1 TaskFailed
            11.0 slot 1#3 new
            11.3 slot 1#1 told to stop
            11.3 slot 1#3 running on n2
            11.4 slot 1#1 shutdown
            """);
  }

  @Test
  void itRunsOnWhenTheReplacementsNodeIsDrainedTooBeforeThatRuns() {
    assertThat(
            drained(
                    ONE,
                    BehaviourRule.all(Behaviour.DEFAULT.startsAfter(Duration.ofSeconds(10)))
                        .attempt(2))
                .run("1s")
                .then(c -> c.availability("n2", Availability.DRAIN))
                .settle()
                .linesWithNodes())
        .isEqualTo(
            """
            0.0 slot 1#2 new r1 NodeDrained
            1.0 slot 1#3 ready r1 NodeDrained
            1.0 slot 1#2 told to stop
            1.0 slot 1#2 shutdown
            1.0 slot 1#3 new
            1.3 slot 1#1 told to stop
            1.3 slot 1#3 running on n3
            1.4 slot 1#1 shutdown
            """);
  }

  @Test
  void itRunsOnWhileTheTaskOfAFailedStartFirstStepIsTriedAgain() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(3).behaving(List.of(BehaviourRule.all(FAILS).revision(2))),
                ONE.update(u -> u.startFirst()).restart(RestartCondition.ANY, "5s", 2, "0s"))
            .settle()
            .fromHere()
            .change(s -> s.image("app:2"))
            .run("1s")
            .then(c -> c.availability("n1", Availability.DRAIN))
            .run("1m")
            .change(s -> s.image("app:3"))
            .settle();

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 new r2 SpecChanged
            0.3 paused: update paused due to failure or early termination of task zzzzx7vnw498wbax55fultwnj
            0.3 slot 1#3 ready r2 TaskFailed
            0.3 slot 1#2 failed: task: non-zero exit (1)
            5.3 slot 1#3 new
            5.6 slot 1#2 gone
            5.6 slot 1#4 ready r2 TaskFailed
            5.6 slot 1#3 failed: task: non-zero exit (1)
            10.6 slot 1#4 new
            10.9 slot 1#4 failed: task: non-zero exit (1)
            10.9 slot 1#5 new r2 NodeDrained
            11.2 slot 1#5 failed: task: non-zero exit (1)
            61.0 updating: update in progress
            61.0 slot 1#3 gone
            61.0 slot 1#4 gone
            61.0 slot 1#6 new r3 SpecChanged
            61.3 slot 1#1 told to stop
            61.3 slot 1#6 running on n2
            61.4 slot 1#1 shutdown
            66.3 completed: update completed
            """);
  }

  @Test
  void underStopFirstItIsReplacedThoughTheTaskOfAFailedStepMayBeTriedNoMore() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(3).behaving(List.of(BehaviourRule.all(FAILS).revision(2))),
                service().update(u -> u.startFirst()).restart(RestartCondition.ANY, "1s", 1, "0s"))
            .settle()
            .fromHere()
            .change(s -> s.image("app:2"))
            .run("10s")
            .then(c -> c.availability("n1", Availability.DRAIN))
            .settle();

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 new r2 SpecChanged
            0.3 paused: update paused due to failure or early termination of task zzzzx7vnw498wbax55fultwnj
            0.3 slot 1#3 ready r2 TaskFailed
            0.3 slot 1#2 gone
            1.3 slot 1#3 new
            1.6 slot 1#3 failed: task: non-zero exit (1)
            10.0 slot 1#4 ready r2 NodeDrained
            10.0 slot 1#1 told to stop
            10.1 slot 1#1 gone
            10.1 slot 1#4 new
            10.4 slot 1#4 failed: task: non-zero exit (1)
            """);
  }
}
