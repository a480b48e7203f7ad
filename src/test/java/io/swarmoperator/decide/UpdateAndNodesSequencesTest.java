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

/** Updates whose own task loses its node before it runs (D17): what they wait for. */
class UpdateAndNodesSequencesTest {
  private static final Behaviour SLOW =
      Behaviour.DEFAULT.readyAfter(Duration.ofSeconds(10)).stopsAfter(Duration.ofSeconds(4), 0);
  private static final ServiceBuilder TWO =
      service()
          .replicas(2)
          .update(u -> u.monitor("1s"))
          .restart(RestartCondition.ANY, "1s", 0, "0s");
  private static final ServiceBuilder EVERYWHERE = TWO.mode(new Mode.Global());

  /** On two nodes, the tasks of the update come up slowly. */
  private static Simulation updating(ServiceBuilder service) {
    return Simulation.in(
            Setting.nodes(2).behaving(List.of(BehaviourRule.all(SLOW).revision(2).attempt(2))),
            service)
        .settle()
        .fromHere()
        .change(s -> s.image("app:2"))
        .run("2s");
  }

  @Test
  void itFollowsATaskThatADrainHasMoved() {
    Simulation simulation =
        updating(TWO).then(c -> c.availability("n1", Availability.DRAIN)).settle();

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            2.0 slot 1#3 ready r2 NodeDrained
            2.0 slot 1#2 told to stop
            6.0 slot 1#2 shutdown
            6.0 slot 1#3 new
            6.3 slot 2#2 ready r2 SpecChanged
            6.3 slot 1#3 running on n2
            6.3 slot 2#1 told to stop
            6.4 slot 2#1 shutdown
            6.4 slot 2#2 new
            16.7 slot 2#2 running on n2
            17.7 completed: update completed
            """);
  }

  @Difference("D17")
  @Test
  void itFollowsATaskThatWasLostWithItsNode() {
    Simulation simulation = updating(TWO).then(c -> c.nodeDown("n1")).settle();

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            2.0 slot 1#3 ready r2 NodeDown
            2.0 slot 1#2 told to stop
            3.0 slot 1#3 new
            3.3 slot 2#2 ready r2 SpecChanged
            3.3 slot 1#3 running on n2
            3.3 slot 2#1 told to stop
            3.4 slot 2#1 shutdown
            3.4 slot 2#2 new
            13.7 slot 2#2 running on n2
            14.7 completed: update completed
            """);
  }

  /** A task that fails is over for the update, whatever replaces it. */
  @Test
  void itDoesNotFollowATaskThatFailed() {
    Simulation simulation =
        updating(TWO.update(u -> u.onFailure(FailureAction.CONTINUE)))
            .behave(BehaviourRule.all(SLOW))
            .then(
                c ->
                    c.deletePod(
                        c.view().tasks().stream()
                            .filter(t -> t.identity().attempt() == 2)
                            .findFirst()
                            .orElseThrow()
                            .identity()
                            .name()))
            .settle();

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            2.0 slot 2#2 ready r2 SpecChanged
            2.0 slot 1#3 ready r2 PodDeleted
            2.0 slot 1#2 failed: task: pod was deleted
            2.0 slot 2#1 told to stop
            2.1 slot 2#1 shutdown
            2.1 slot 2#2 new
            6.0 slot 1#3 new
            12.4 slot 2#2 running on n2
            13.4 completed: update completed
            16.3 slot 1#3 running on n1
            """);
  }

  @Test
  void ofAGlobalServiceItWaitsUntilADrainedNodesTaskHasStopped() {
    Simulation simulation =
        updating(EVERYWHERE).then(c -> c.availability("n1", Availability.DRAIN)).settle();

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot n1#2 ready r2 SpecChanged
            0.0 slot n1#1 told to stop
            0.1 slot n1#1 shutdown
            0.1 slot n1#2 new
            2.0 slot n1#2 told to stop
            6.0 slot n2#2 ready r2 SpecChanged
            6.0 slot n1#2 shutdown
            6.0 slot n2#1 told to stop
            6.1 slot n2#1 shutdown
            6.1 slot n2#2 new
            16.4 slot n2#2 running on n2
            17.4 completed: update completed
            """);
  }

  @Test
  void ofAGlobalServiceItDoesNotWaitForALostNode() {
    Simulation simulation = updating(EVERYWHERE).then(c -> c.nodeDown("n1")).settle();

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot n1#2 ready r2 SpecChanged
            0.0 slot n1#1 told to stop
            0.1 slot n1#1 shutdown
            0.1 slot n1#2 new
            2.0 slot n1#2 told to stop
            2.0 slot n2#2 ready r2 SpecChanged
            2.0 slot n2#1 told to stop
            2.1 slot n2#1 shutdown
            2.1 slot n2#2 new
            12.4 slot n2#2 running on n2
            13.4 completed: update completed
            """);
  }

  /** What a paused node has taken it goes on with; what waits for a place there waits alone. */
  @Test
  void aPausedNodesTaskHoldsItUpOnlyOnceItHasAPlace() {
    Simulation placed =
        updating(EVERYWHERE).then(c -> c.availability("n1", Availability.PAUSE)).settle();
    Simulation pending =
        Simulation.in(Setting.nodes(2), EVERYWHERE)
            .settle()
            .fromHere()
            .then(c -> c.room("n1", 0))
            .change(s -> s.image("app:2"))
            .run("2s")
            .then(c -> c.availability("n1", Availability.PAUSE))
            .settle();

    assertThat(placed.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot n1#2 ready r2 SpecChanged
            0.0 slot n1#1 told to stop
            0.1 slot n1#1 shutdown
            0.1 slot n1#2 new
            10.4 slot n2#2 ready r2 SpecChanged
            10.4 slot n1#2 running
            10.4 slot n2#1 told to stop
            10.5 slot n2#1 shutdown
            10.5 slot n2#2 new
            20.8 slot n2#2 running
            21.8 completed: update completed
            """);
    assertThat(pending.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot n1#2 ready r2 SpecChanged
            0.0 slot n1#1 told to stop
            0.1 slot n1#1 shutdown
            0.1 slot n1#2 new
            0.1 slot n1#2 pending: insufficient resources on 1 node
            2.0 slot n2#2 ready r2 SpecChanged
            2.0 slot n1#2 pending: 1 node not available for new tasks
            2.0 slot n2#1 told to stop
            2.1 slot n2#1 shutdown
            2.1 slot n2#2 new
            2.4 slot n2#2 running
            3.4 completed: update completed
            """);
  }

  /** The first worker finds nothing to do there, and sleeps its delay all the same (S§5.4). */
  @Test
  void aSlotThatCameBackUpToDateBeforeAnyWorkerCameCostsADelay() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(2)
                    .behaving(
                        List.of(
                            BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(10)))
                                .slot(1)
                                .attempt(1))),
                TWO.update(u -> u.delay("10s")))
            .run("9s")
            .change(s -> s.image("app:2").paused(true))
            .run("6s")
            .change(s -> s.paused(false))
            .settle();

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 slot 1#1 new r1 ScaledUp
            0.0 slot 2#1 new r1 ScaledUp
            0.3 slot 1#1 running on n1
            0.3 slot 2#1 running on n2
            9.0 updating: update in progress
            10.3 slot 1#2 ready r2 TaskFailed
            10.3 slot 1#1 failed: task: non-zero exit (1)
            11.3 slot 1#2 new
            11.6 slot 1#2 running on n1
            20.3 slot 2#2 ready r2 SpecChanged
            20.3 slot 2#1 told to stop
            20.4 slot 2#1 shutdown
            20.4 slot 2#2 new
            20.7 slot 2#2 running on n2
            41.7 completed: update completed
            """);
  }

  /** With half of four allowed to fail the third is one too many; all fail at the same instant. */
  @Test
  void ofFailuresAtOnceTheFirstThatIsTooManyIsNamed() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(2)
                    .behaving(
                        List.of(
                            BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ZERO))
                                .revision(2)
                                .attempt(2))),
                TWO.replicas(4).update(u -> u.parallelism(0).maxFailureRatio(0.5)))
            .settle()
            .change(s -> s.image("app:2"))
            .settle();

    assertThat(simulation.cluster().memory().rollout().orElseThrow().message())
        .isEqualTo(
            "update paused due to failure or early termination of task "
                + TaskIds.of("uid-ping", SlotId.numbered(3), 2));
  }

  /** A task that ends again doesn't come back as long as the rollback lasts (S§6.2). */
  @Test
  void aRollbackFillsWhatMayNotBeRestartedOnce() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(2),
                TWO.restart(RestartCondition.NONE, "1s", 0, "0s")
                    .update(u -> u.onFailure(FailureAction.ROLLBACK))
                    .rollback(r -> r.onFailure(FailureAction.CONTINUE).monitor("5s")))
            .settle()
            .fromHere()
            .behave(BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofSeconds(1))).slot(1))
            .change(s -> s.image("app:2"))
            .settle();

    assertThat(simulation.linesWithNodes())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.4 slot 2#2 ready r2 SpecChanged
            0.4 slot 1#2 running on n1
            0.4 slot 2#1 told to stop
            0.5 slot 2#1 shutdown
            0.5 slot 2#2 new
            0.8 slot 2#2 running on n2
            1.4 slot 1#2 failed: task: non-zero exit (1)
            1.4 rollback_started: update rolled back due to failure or early termination of task zzzzx7vnw498wbax55fultwnj
            1.4 held on r1 instead of r2: UpdateFailed
            1.4 slot 2#3 ready r1 RolledBack
            1.4 slot 1#3 new r1 ScaledUp
            1.4 slot 2#2 told to stop
            1.5 slot 2#2 shutdown
            1.5 slot 2#3 new
            1.7 slot 1#3 running on n1
            1.8 slot 2#3 running on n2
            2.7 slot 1#3 failed: task: non-zero exit (1)
            6.8 rollback_completed: rollback completed
            """);
  }
}
