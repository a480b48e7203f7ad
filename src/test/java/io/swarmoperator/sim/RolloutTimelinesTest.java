package io.swarmoperator.sim;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Difference;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whole rollouts by the real planner, with their times. The totals follow the formula of S§5.7. */
class RolloutTimelinesTest {
  private static final Behaviour SLOW =
      Behaviour.DEFAULT.startsAfter(Duration.ofSeconds(1)).stopsAfter(Duration.ofSeconds(1), 0);

  @Test
  void creationStartsAllSlotsAtOnce() {
    assertThat(Simulation.of(service().replicas(2)).settle().lines())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.0 slot 2#1 new r1 ScaledUp
            0.3 slot 1#1 running
            0.3 slot 2#1 running
            """);
  }

  @Difference("D8")
  @Test
  void anUpdateWalksTheSlotsWithADelayAfterEach() {
    assertThat(
            Simulation.of(service().replicas(4).update(u -> u.delay("10s")))
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
            0.4 slot 1#2 running
            10.4 slot 2#2 ready r2 SpecChanged
            10.4 slot 2#1 told to stop
            10.5 slot 2#1 shutdown
            10.5 slot 2#2 new
            10.8 slot 2#2 running
            20.8 slot 3#2 ready r2 SpecChanged
            20.8 slot 3#1 told to stop
            20.9 slot 3#1 shutdown
            20.9 slot 3#2 new
            21.2 slot 3#2 running
            31.2 slot 4#2 ready r2 SpecChanged
            31.2 slot 4#1 told to stop
            31.3 slot 4#1 shutdown
            31.3 slot 4#2 new
            31.6 slot 4#2 running
            52.6 completed: update completed
            """);
  }

  @Test
  void aManualRollbackMakesNewTasksOfTheOldRevisionAndTogglesWhenRepeated() {
    Simulation simulation =
        Simulation.of(service().replicas(2)).settle().change(s -> s.image("app:2")).settle();

    assertThat(simulation.fromHere().rollback("previous").settle().lines())
        .isEqualTo(
            """
            0.0 rollback_started: manually requested rollback
            0.0 held on r1 instead of r2: RequestedByUser
            0.0 slot 1#3 ready r1 RolledBack
            0.0 slot 1#2 told to stop
            0.1 slot 1#2 shutdown
            0.1 slot 1#3 new
            0.4 slot 2#3 ready r1 RolledBack
            0.4 slot 1#3 running
            0.4 slot 2#2 told to stop
            0.5 slot 2#2 shutdown
            0.5 slot 2#3 new
            0.8 slot 2#3 running
            5.8 rollback_completed: rollback completed
            """);
    assertThat(simulation.fromHere().rollback("previous").settle().lines())
        .startsWith(
            """
            0.0 rollback_started: manually requested rollback
            0.0 hold lapsed
            0.0 slot 1#4 ready r2 RolledBack
            """);
  }

  /** The example of S§5.7: d = 4, P = 2, delay 10 s, monitor 5 s, S = 2 s gives 35 s. */
  @Test
  void twoWorkersHalveTheTime() {
    assertThat(
            Simulation.in(
                    Setting.nodes(3).behaving(List.of(BehaviourRule.all(SLOW))),
                    service().replicas(4).update(u -> u.delay("10s").parallelism(2)))
                .settle()
                .fromHere()
                .change(s -> s.image("app:2"))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 2#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.0 slot 2#1 told to stop
            1.0 slot 1#1 shutdown
            1.0 slot 2#1 shutdown
            1.0 slot 1#2 new
            1.0 slot 2#2 new
            2.0 slot 1#2 running
            2.0 slot 2#2 running
            12.0 slot 3#2 ready r2 SpecChanged
            12.0 slot 4#2 ready r2 SpecChanged
            12.0 slot 3#1 told to stop
            12.0 slot 4#1 told to stop
            13.0 slot 3#1 shutdown
            13.0 slot 4#1 shutdown
            13.0 slot 3#2 new
            13.0 slot 4#2 new
            14.0 slot 3#2 running
            14.0 slot 4#2 running
            35.0 completed: update completed
            """);
  }

  @Test
  void startFirstStopsTheOldTaskOnceTheNewOneRuns() {
    assertThat(
            Simulation.of(service().update(u -> u.startFirst()))
                .settle()
                .fromHere()
                .change(s -> s.image("app:2"))
                .settle()
                .lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 new r2 SpecChanged
            0.3 slot 1#1 told to stop
            0.3 slot 1#2 running
            0.4 slot 1#1 shutdown
            5.3 completed: update completed
            """);
  }

  @Test
  void aFailureInTheMonitorWindowPausesBeforeTheNextSlot() {
    assertThat(
            Simulation.of(service().replicas(3).update(u -> u.delay("10s")))
                .settle()
                .fromHere()
                .behave(
                    BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(1)))
                        .only(BehaviourRule.Generation.NEW))
                .change(s -> s.image("app:2"))
                .run("6s")
                .lines())
        .matches(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.4 slot 1#2 running
            1.4 paused: update paused due to failure or early termination of task .{25}
            1.4 slot 1#3 ready r2 TaskFailed
            1.4 slot 1#2 failed: task: non-zero exit \\(1\\)
            """);
  }

  @Test
  void manyNodesAndSlotsKeepTheirSlotsApart() {
    Simulation simulation = Simulation.in(Setting.nodes(10), service().replicas(100));

    assertThat(simulation.settle().lines().lines().filter(line -> line.endsWith("running")))
        .hasSize(100);
    assertThat(simulation.cluster().view().nodes().values()).allMatch(node -> node.tasks() == 10);
  }
}
