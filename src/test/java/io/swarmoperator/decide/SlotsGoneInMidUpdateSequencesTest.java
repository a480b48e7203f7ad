package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.ServiceBuilder;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Slots that are scaled away or go with their node in the middle of an update: what failed there
 * has failed (S§5.6), and the worker that took them sleeps its delay (S§5.4 d).
 */
class SlotsGoneInMidUpdateSequencesTest {
  private static final ServiceBuilder CAREFUL =
      service().update(u -> u.delay("10s").maxFailureRatio(0.3));

  private static BehaviourRule crashes(int seconds) {
    return BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(seconds))).revision(2);
  }

  private static Simulation running(int nodes, ServiceBuilder service, BehaviourRule... rules) {
    return Simulation.in(Setting.nodes(nodes).behaving(List.of(rules)), service)
        .settle()
        .fromHere();
  }

  @Test
  void whatFailedInASlotThatIsScaledAwayCounts() {
    Simulation simulation =
        running(
                3,
                CAREFUL.replicas(4).restart(RestartCondition.ANY, "1m", 0, "0s"),
                crashes(2).slot(1),
                crashes(2).slot(2))
            .change(s -> s.image("app:b"))
            .run("4s")
            .change(s -> s.replicas(3))
            .run("50s");

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.4 slot 1#2 running
            2.4 slot 1#3 ready r2 TaskFailed
            2.4 slot 1#2 failed: task: non-zero exit (1)
            4.0 slot 1#3 told to go
            4.0 slot 1#1 gone
            4.0 slot 1#2 gone
            4.0 slot 1#3 gone
            4.0 slot 2#2 ready r2 SpecChanged
            4.0 slot 2#1 told to stop
            4.1 slot 2#1 shutdown
            4.1 slot 2#2 new
            4.4 slot 2#2 running
            6.4 paused: update paused due to failure or early termination of task zzzzx8m41qns0q4ygmlzepxii
            6.4 slot 2#3 ready r2 TaskFailed
            6.4 slot 2#2 failed: task: non-zero exit (1)
            """);
  }

  @Test
  void whatFailedOnANodeThatIsDeletedCounts() {
    Simulation simulation =
        running(
                4,
                CAREFUL.mode(new Mode.Global()).restart(RestartCondition.ANY, "1m", 0, "0s"),
                crashes(2))
            .change(s -> s.image("app:b"))
            .run("4s")
            .then(c -> c.removeNode("n1"))
            .run("50s");

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot n1#2 ready r2 SpecChanged
            0.0 slot n1#1 told to stop
            0.1 slot n1#1 shutdown
            0.1 slot n1#2 new
            0.4 slot n1#2 running
            2.4 slot n1#3 ready r2 TaskFailed
            2.4 slot n1#2 failed: task: non-zero exit (1)
            4.0 slot n1#3 told to go
            4.0 slot n1#1 gone
            4.0 slot n1#2 gone
            4.0 slot n1#3 gone
            10.4 slot n2#2 ready r2 SpecChanged
            10.4 slot n2#1 told to stop
            10.5 slot n2#1 shutdown
            10.5 slot n2#2 new
            10.8 slot n2#2 running
            12.8 paused: update paused due to failure or early termination of task zzzzxzw8eji5jkvp7uy3ykban
            12.8 slot n2#3 ready r2 TaskFailed
            12.8 slot n2#2 failed: task: non-zero exit (1)
            """);
  }

  @Test
  void theNextNodeComesADelayAfterTheOneThatIsDeleted() {
    Simulation simulation =
        running(2, service().mode(new Mode.Global()).update(u -> u.delay("1m")))
            .change(s -> s.image("app:b"))
            .run("4s")
            .then(c -> c.removeNode("n1"))
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
            4.0 slot n1#1 gone
            4.0 slot n1#2 gone
            60.4 slot n2#2 ready r2 SpecChanged
            60.4 slot n2#1 told to stop
            60.5 slot n2#1 shutdown
            60.5 slot n2#2 new
            60.8 slot n2#2 running
            181.8 completed: update completed
            """);
  }

  @Test
  void whatCountedGoesOnCountingWhenTheMonitorIsShortened() {
    Simulation simulation =
        running(
                3,
                service()
                    .replicas(4)
                    .restart(RestartCondition.ANY, "1m", 0, "0s")
                    .update(u -> u.monitor("30s").delay("10s").maxFailureRatio(0.3)),
                crashes(8).slot(1),
                crashes(2).slot(2))
            .change(s -> s.image("app:b"))
            .run("9s")
            .change(s -> s.update(u -> u.monitor("5s")))
            .run("50s");

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.4 slot 1#2 running
            8.4 slot 1#3 ready r2 TaskFailed
            8.4 slot 1#2 failed: task: non-zero exit (1)
            10.4 slot 2#2 ready r2 SpecChanged
            10.4 slot 2#1 told to stop
            10.5 slot 2#1 shutdown
            10.5 slot 2#2 new
            10.8 slot 2#2 running
            12.8 paused: update paused due to failure or early termination of task zzzzx8m41qns0q4ygmlzepxii
            12.8 slot 2#3 ready r2 TaskFailed
            12.8 slot 2#2 failed: task: non-zero exit (1)
            """);
  }

  /** Only what goes is remembered, once; until its record has gone it counts by that. */
  @Test
  void aNodeThatGoesIsRememberedOnceAndCountsOnce() {
    Simulation simulation =
        running(4, service().mode(new Mode.Global()).update(u -> u.parallelism(2).delay("1m")))
            .change(s -> s.image("app:b"))
            .run("4s")
            .then(c -> c.removeNode("n1"))
            .run("10s");
    Rollout run = simulation.cluster().memory().rollout().orElseThrow();

    assertThat(run.goneSlots()).extracting(Rollout.GoneSlot::slot).containsExactly("n1");
    assertThat(run.withGone(run.goneSlots())).isEqualTo(run);
  }

  @Test
  void aRecordThatIsStillThereIsNoSecondWorker() {
    Instant now = Sketch.NOW;
    Rollout.GoneSlot gone = new Rollout.GoneSlot("n9", now, now);
    Scene scene =
        new Scene()
            .mode(new Mode.Global())
            .rollout(RolloutState.UPDATING, 4)
            .memory(m -> m.withRollout(m.rollout().map(r -> r.withGone(List.of(gone)))))
            .update(
                new RolloutPolicy(
                    2,
                    Duration.ofMinutes(1),
                    UpdateOrder.STOP_FIRST,
                    FailureAction.PAUSE,
                    Duration.ofSeconds(5),
                    0))
            .tasks(
                Sketch.runningOn("n9", 2).by(1),
                Sketch.runningOn("n1", 1).revision("hash-2"),
                Sketch.runningOn("n2", 1).revision("hash-2"));

    assertThat(
            scene.plan().steps().stream()
                .flatMap(s -> s.actions().stream())
                .filter(Action.DeletePod.class::isInstance)
                .map(a -> ((Action.DeletePod) a).pod())
                .filter(pod -> pod.startsWith("ping.n1") || pod.startsWith("ping.n2")))
        .hasSize(2);
  }
}
