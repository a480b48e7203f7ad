package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.Simulation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tasks that an update stops: how they end, and those that don't (S§5.5), with their times. */
class StoppingSequencesTest {

  @Conformance("X64")
  @Test
  void aTaskThatExitsWithAnErrorWhenToldToStopIsShutDownAndNoFailure() {
    Simulation simulation =
        Simulation.of(service().replicas(2))
            .behave(
                BehaviourRule.all(Behaviour.DEFAULT.stopsAfter(Duration.ofMillis(100), 7))
                    .revision(1))
            .settle()
            .fromHere()
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
            0.4 slot 2#2 ready r2 SpecChanged
            0.4 slot 1#2 running
            0.4 slot 2#1 told to stop
            0.5 slot 2#1 shutdown
            0.5 slot 2#2 new
            0.8 slot 2#2 running
            5.8 completed: update completed
            """);
    assertThat(simulation.cluster().view().tasks().stream().map(t -> t.record().orElseThrow()))
        .filteredOn(r -> r.state() == TaskState.SHUTDOWN)
        .hasSize(2)
        .allSatisfy(
            r -> {
              assertThat(r.exitCode()).hasValue(7);
              assertThat(r.error()).isEmpty();
            });
    assertThat(simulation.cluster().memory().rollout().orElseThrow().failures()).isZero();
  }

  @Conformance("C115")
  @Test
  void startFirstGoesOnThoughTheOldTasksDoNotStop() {
    Simulation simulation =
        Simulation.of(
                service()
                    .replicas(3)
                    .stopGrace("1h")
                    .update(u -> u.startFirst().delay("10ms").monitor("1s")))
            .behave(
                BehaviourRule.all(Behaviour.DEFAULT.stopsAfter(Duration.ofHours(1), 0)).revision(1))
            .settle()
            .fromHere()
            .change(s -> s.image("app:2"))
            .run("1m");

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 new r2 SpecChanged
            0.3 slot 1#1 told to stop
            0.3 slot 1#2 running
            0.31 slot 2#2 new r2 SpecChanged
            0.61 slot 2#1 told to stop
            0.61 slot 2#2 running
            0.62 slot 3#2 new r2 SpecChanged
            0.92 slot 3#1 told to stop
            0.92 slot 3#2 running
            1.93 completed: update completed
            """);
    assertThat(simulation.cluster().view().tasks().stream().map(t -> t.record().orElseThrow()))
        .extracting(r -> r.identity().image() + " " + r.state() + ", to be " + r.desired())
        .containsExactlyInAnyOrder(
            "app:1 RUNNING, to be SHUTDOWN",
            "app:1 RUNNING, to be SHUTDOWN",
            "app:1 RUNNING, to be SHUTDOWN",
            "app:2 RUNNING, to be RUNNING",
            "app:2 RUNNING, to be RUNNING",
            "app:2 RUNNING, to be RUNNING");
  }

  @Conformance("C116")
  @Test
  void aTaskThatNeverFoundANodeLeavesNoHistoryBeyondTheLimitWhenItIsReplaced() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(3)
                    .behaving(
                        List.of(
                            BehaviourRule.all(
                                    Behaviour.DEFAULT.with(Behaviour.Start.NEVER_SCHEDULES))
                                .attempt(1))),
                service().history(1).restart(RestartCondition.NONE, "5s", 0, "0s"))
            .run("1m")
            .change(s -> s.forceUpdate(1))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.0 slot 1#1 pending: no suitable node (insufficient resources on 3 nodes)
            60.0 updating: update in progress
            60.0 slot 1#2 ready r2 SpecChanged
            60.0 slot 1#1 gone
            60.0 slot 1#2 new
            60.3 slot 1#2 running
            65.3 completed: update completed
            """);
    assertThat(simulation.cluster().view().tasks()).hasSize(1);
  }
}
