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

/** Where rollbacks lead, under which settings, and what follows while the spec says otherwise. */
class HeldSpecSequencesTest {
  private static final ServiceBuilder TWO =
      service()
          .replicas(2)
          .update(u -> u.monitor("1s").onFailure(FailureAction.ROLLBACK))
          .rollback(r -> r.monitor("1s"));

  private static Simulation running(long bad) {
    BehaviourRule crashes =
        BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ZERO)).revision(bad);
    return Simulation.in(Setting.nodes(3).behaving(List.of(crashes)), TWO).settle().fromHere();
  }

  /** Swarm restarts app:1, which its spec says after the rollback (S§6.1). */
  @Difference("D118")
  @Test
  void aForcedUpdateAfterARollbackTakesTheImageThatIsDeclared() {
    Simulation simulation =
        running(9)
            .change(s -> s.image("app:2"))
            .settle()
            .rollback("previous")
            .settle()
            .fromHere()
            .change(s -> s.forceUpdate(1))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 hold lapsed
            0.0 slot 1#4 ready r3 SpecChanged
            0.0 slot 1#3 told to stop
            0.1 slot 1#3 shutdown
            0.1 slot 1#4 new
            0.4 slot 2#4 ready r3 SpecChanged
            0.4 slot 1#4 running
            0.4 slot 2#3 told to stop
            0.5 slot 2#3 shutdown
            0.5 slot 2#4 new
            0.8 slot 2#4 running
            1.8 completed: update completed
            """);
    ServiceView view = simulation.cluster().view();
    assertThat(view.revisions().get(view.memory().currentRevision()).image()).isEqualTo("app:2");
    assertThat(view.memory().hold()).isEmpty();
  }

  /** D3: a change of the spec goes on with a run that is paused, whatever it brings. */
  @Test
  void aSpecThatComesBackToWhatAPausedRollbackBringsGoesOnWithIt() {
    BehaviourRule bad =
        BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ZERO)).revision(2).slot(1);
    BehaviourRule failsOnce =
        BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ZERO)).revision(1).slot(1).attempt(4);
    Simulation simulation =
        Simulation.in(
                Setting.nodes(3).behaving(List.of(bad, failsOnce)),
                TWO.update(u -> u.parallelism(2)))
            .settle()
            .fromHere()
            .change(s -> s.image("app:2"))
            .run("20s")
            .change(s -> s.image("app:1"))
            .settle();

    assertThat(simulation.lines())
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
            0.4 slot 1#2 failed: task: non-zero exit (1)
            0.4 slot 1#3 ready r2 TaskFailed
            0.4 rollback_started: update rolled back due to failure or early termination of task zzzzx7vnw498wbax55fultwnj
            0.4 held on r1 instead of r2: UpdateFailed
            0.4 slot 1#3 shutdown
            0.4 slot 2#2 running
            0.4 slot 1#4 new r1 RolledBack
            0.7 rollback_paused: update paused due to failure or early termination of task zzzzvm2oj5nr2xbzrhdnero2q
            0.7 slot 1#5 ready r1 TaskFailed
            0.7 slot 1#4 failed: task: non-zero exit (1)
            5.7 slot 1#5 new
            6.0 slot 1#5 running
            20.0 updating: update in progress
            20.0 hold lapsed
            20.0 slot 2#3 ready r1 SpecChanged
            20.0 slot 2#2 told to stop
            20.1 slot 2#2 shutdown
            20.1 slot 2#3 new
            20.4 slot 2#3 running
            21.4 completed: update completed
            """);
  }

  @Difference("D10")
  @Test
  void aSpecThatComesBackToWhatRunsEndsTheHoldAndBeginsNothing() {
    Simulation simulation =
        running(2)
            .change(s -> s.image("app:2"))
            .settle()
            .fromHere()
            .change(s -> s.image("app:1"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 hold lapsed
            """);
    assertThat(simulation.cluster().memory().hold()).isEmpty();
    assertThat(simulation.cluster().memory().rollout().orElseThrow().state())
        .isEqualTo(RolloutState.ROLLBACK_COMPLETED);
  }

  /** Swarm goes back to app:2, the spec just before (S§6.2). */
  @Difference("D119")
  @Test
  void aFailureGoesBackBeyondTheUpdateThatItsOwnInterrupted() {
    Simulation simulation =
        running(3)
            .change(s -> s.image("app:2"))
            .run("500ms")
            .change(s -> s.image("app:3"))
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
            0.5 updating: update in progress
            0.5 slot 1#3 ready r3 SpecChanged
            0.5 slot 1#2 told to stop
            0.6 slot 1#2 shutdown
            0.6 slot 1#3 new
            0.8 slot 2#2 running
            0.9 slot 1#3 failed: task: non-zero exit (1)
            0.9 slot 1#4 ready r3 TaskFailed
            0.9 rollback_started: update rolled back due to failure or early termination of task zzzzwo319qq0yds9v1m0p77wv
            0.9 held on r1 instead of r3: UpdateFailed
            0.9 slot 1#4 shutdown
            0.9 slot 1#5 new r1 RolledBack
            1.2 slot 2#3 ready r1 RolledBack
            1.2 slot 1#5 running
            1.2 slot 2#2 told to stop
            1.3 slot 2#2 shutdown
            1.3 slot 2#3 new
            1.6 slot 2#3 running
            2.6 rollback_completed: rollback completed
            """);
  }

  /** Swarm takes back one slot after the other, as was declared with app:1 (S§6.2). */
  @Difference("D120")
  @Test
  void aRollbackKeepsToTheSettingsThatAreDeclaredWithWhatFailed() {
    Simulation simulation =
        running(9)
            .change(s -> s.image("app:2").rollback(r -> r.parallelism(0)))
            .settle()
            .fromHere()
            .rollback("previous")
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 rollback_started: manually requested rollback
            0.0 held on r1 instead of r2: RequestedByUser
            0.0 slot 1#3 ready r1 RolledBack
            0.0 slot 2#3 ready r1 RolledBack
            0.0 slot 1#2 told to stop
            0.0 slot 2#2 told to stop
            0.1 slot 1#2 shutdown
            0.1 slot 2#2 shutdown
            0.1 slot 1#3 new
            0.1 slot 2#3 new
            0.4 slot 1#3 running
            0.4 slot 2#3 running
            1.4 rollback_completed: rollback completed
            """);
  }

  /** To app:1, which is known to work, and not to what the user has just turned away from. */
  @Test
  void aFailureGoesBackToWhatAnInterruptedRollbackBrings() {
    Simulation simulation =
        Simulation.in(
                Setting.nodes(3)
                    .behaving(
                        List.of(
                            BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ofMillis(300)))
                                .revision(3))),
                service()
                    .replicas(2)
                    .update(u -> u.onFailure(FailureAction.ROLLBACK).monitor("1s"))
                    .rollback(u -> u.delay("10s").monitor("1s")))
            .settle()
            .change(s -> s.image("app:2"))
            .settle()
            .fromHere()
            .rollback("previous")
            .run("3s")
            .change(s -> s.image("app:3"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 rollback_started: manually requested rollback
            0.0 held on r1 instead of r2: RequestedByUser
            0.0 slot 1#3 ready r1 RolledBack
            0.0 slot 1#2 told to stop
            0.1 slot 1#2 shutdown
            0.1 slot 1#3 new
            0.4 slot 1#3 running
            3.0 updating: update in progress
            3.0 hold lapsed
            3.0 slot 1#4 ready r3 SpecChanged
            3.0 slot 1#3 told to stop
            3.1 slot 1#3 shutdown
            3.1 slot 1#4 new
            3.4 slot 2#3 ready r3 SpecChanged
            3.4 slot 1#4 running
            3.4 slot 2#2 told to stop
            3.5 slot 2#2 shutdown
            3.5 slot 2#3 new
            3.7 slot 1#5 ready r3 TaskFailed
            3.7 slot 1#4 failed: task: non-zero exit (1)
            3.8 rollback_started: update rolled back due to failure or early termination of task zzzzvm2oj5nr2xbzrhdnero2q
            3.8 held on r1 instead of r3: UpdateFailed
            3.8 slot 1#1 gone
            3.8 slot 1#5 shutdown
            3.8 slot 2#3 running
            3.8 slot 1#6 new r1 RolledBack
            4.1 slot 2#4 ready r1 TaskFailed
            4.1 slot 1#6 running
            4.1 slot 2#3 failed: task: non-zero exit (1)
            9.1 slot 2#4 new
            9.4 slot 2#4 running
            35.1 rollback_completed: rollback completed
            """);
  }

  /** To app:2, the last that was rolled out. */
  @Difference("D119")
  @Test
  void aFailureGoesBackToTheLastOfWhatWasRolledOut() {
    Simulation simulation =
        running(4)
            .change(s -> s.image("app:2"))
            .settle()
            .change(s -> s.image("app:3"))
            .run("500ms")
            .fromHere()
            .change(s -> s.image("app:4"))
            .settle();

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#4 ready r4 SpecChanged
            0.0 slot 1#3 told to stop
            0.1 slot 1#3 shutdown
            0.1 slot 1#4 new
            0.3 slot 2#3 running
            0.4 slot 1#4 failed: task: non-zero exit (1)
            0.4 slot 1#5 ready r4 TaskFailed
            0.4 rollback_started: update rolled back due to failure or early termination of task zzzzvm2oj5nr2xbzrhdnero2q
            0.4 held on r2 instead of r4: UpdateFailed
            0.4 slot 1#1 gone
            0.4 slot 1#5 shutdown
            0.4 slot 1#6 new r2 RolledBack
            0.7 slot 2#4 ready r2 RolledBack
            0.7 slot 1#6 running
            0.7 slot 2#3 told to stop
            0.8 slot 2#3 shutdown
            0.8 slot 2#4 new
            1.1 slot 2#4 running
            2.1 rollback_completed: rollback completed
            """);
  }
}
