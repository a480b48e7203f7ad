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

/**
 * Tasks of the old revision that end while an update is under way or paused: the restart supervisor
 * brings their slots up to date, and the updater passes these over (S§4.5, S§5.4), with their
 * times.
 */
class RestartDuringUpdateSequencesTest {
  private static final ServiceBuilder PACED = service().update(u -> u.delay("10s"));

  /** An update to app:2 that begins a second after the service was created. */
  private static Simulation updated(ServiceBuilder service, BehaviourRule... rules) {
    return Simulation.in(Setting.nodes(3).behaving(List.of(rules)), service)
        .run("1s")
        .fromHere()
        .change(s -> s.image("app:2"))
        .settle();
  }

  private static BehaviourRule ends(int slot, String after) {
    return BehaviourRule.all(Behaviour.DEFAULT.exits(1, Durations.parse(after)))
        .slot(slot)
        .revision(1);
  }

  @Conformance("X20")
  @Test
  void whileTheUpdateIsPausedAFailedTaskComesBackAsTheNewRevision() {
    Simulation simulation =
        updated(
            service().replicas(2).restart(RestartCondition.ANY, "5s", 1, "0s"),
            BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ZERO)).revision(2).slot(1),
            ends(2, "20s"));

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.4 paused: update paused due to failure or early termination of task zzzzx7vnw498wbax55fultwnj
            0.4 slot 1#1 gone
            0.4 slot 1#3 ready r2 TaskFailed
            0.4 slot 1#2 failed: task: non-zero exit (1)
            5.4 slot 1#3 new
            5.7 slot 1#3 failed: task: non-zero exit (1)
            19.3 slot 2#2 ready r2 TaskFailed
            19.3 slot 2#1 failed: task: non-zero exit (1)
            24.3 slot 2#2 new
            24.6 slot 2#2 running
            """);
  }

  @Conformance("X20")
  @Test
  void inADelayItComesBackAsTheNewRevisionAndItsSlotIsPassedOverAtThePriceOfADelay() {
    Simulation simulation = updated(PACED.replicas(3), ends(2, "3s"));

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.4 slot 1#2 running
            2.3 slot 2#2 ready r2 TaskFailed
            2.3 slot 2#1 failed: task: non-zero exit (1)
            7.3 slot 2#2 new
            7.6 slot 2#2 running
            20.4 slot 3#2 ready r2 SpecChanged
            20.4 slot 3#1 told to stop
            20.5 slot 3#1 shutdown
            20.5 slot 3#2 new
            20.8 slot 3#2 running
            41.8 completed: update completed
            """);
  }

  @Test
  void ofTwoWorkersOnePassesOverTheSlotAndTheOtherTakesTheNext() {
    Simulation simulation = updated(PACED.replicas(5).update(u -> u.parallelism(2)), ends(3, "3s"));

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
            0.4 slot 1#2 running
            0.4 slot 2#2 running
            2.3 slot 3#2 ready r2 TaskFailed
            2.3 slot 3#1 failed: task: non-zero exit (1)
            7.3 slot 3#2 new
            7.6 slot 3#2 running
            10.4 slot 4#2 ready r2 SpecChanged
            10.4 slot 4#1 told to stop
            10.5 slot 4#1 shutdown
            10.5 slot 4#2 new
            10.8 slot 4#2 running
            20.4 slot 5#2 ready r2 SpecChanged
            20.4 slot 5#1 told to stop
            20.5 slot 5#1 shutdown
            20.5 slot 5#2 new
            20.8 slot 5#2 running
            41.8 completed: update completed
            """);
  }

  @Test
  void aSlotPassedOverAtTheEndIsWaitedForLikeTheOthers() {
    Simulation simulation = updated(PACED.replicas(2), ends(2, "3s"));

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.4 slot 1#2 running
            2.3 slot 2#2 ready r2 TaskFailed
            2.3 slot 2#1 failed: task: non-zero exit (1)
            7.3 slot 2#2 new
            7.6 slot 2#2 running
            31.4 completed: update completed
            """);
  }

  /** Slot 3 fails beside slot 2, but its turn comes only after that. */
  @Test
  void aSlotIsPassedOverInItsTurn() {
    Simulation simulation = updated(PACED.replicas(4), ends(3, "3s"));

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 ready r2 SpecChanged
            0.0 slot 1#1 told to stop
            0.1 slot 1#1 shutdown
            0.1 slot 1#2 new
            0.4 slot 1#2 running
            2.3 slot 3#2 ready r2 TaskFailed
            2.3 slot 3#1 failed: task: non-zero exit (1)
            7.3 slot 3#2 new
            7.6 slot 3#2 running
            10.4 slot 2#2 ready r2 SpecChanged
            10.4 slot 2#1 told to stop
            10.5 slot 2#1 shutdown
            10.5 slot 2#2 new
            10.8 slot 2#2 running
            30.8 slot 4#2 ready r2 SpecChanged
            30.8 slot 4#1 told to stop
            30.9 slot 4#1 shutdown
            30.9 slot 4#2 new
            31.2 slot 4#2 running
            52.2 completed: update completed
            """);
  }

  @Difference("D13")
  @Test
  void startFirstPassesTheSlotOverToo() {
    Simulation simulation = updated(PACED.replicas(2).update(u -> u.startFirst()), ends(2, "3s"));

    assertThat(simulation.lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 slot 1#2 new r2 SpecChanged
            0.3 slot 1#1 told to stop
            0.3 slot 1#2 running
            0.4 slot 1#1 shutdown
            2.3 slot 2#2 ready r2 TaskFailed
            2.3 slot 2#1 failed: task: non-zero exit (1)
            7.3 slot 2#2 new
            7.6 slot 2#2 running
            31.3 completed: update completed
            """);
  }
}
