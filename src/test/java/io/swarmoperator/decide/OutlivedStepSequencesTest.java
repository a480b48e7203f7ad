package io.swarmoperator.decide;

import static io.swarmoperator.sim.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.Simulation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A start-first step whose new task failed, and that was rolled back: the old task has outlived it,
 * and what becomes of that one later has nothing to do with the failure (S§5.4 a).
 */
class OutlivedStepSequencesTest {
  private static final BehaviourRule BAD =
      BehaviourRule.all(Behaviour.DEFAULT.exits(1, Duration.ZERO)).revision(2).slot(2);

  /** Slot 2 of two holds its old task on n2, and a new one that failed on n1. */
  private static Simulation rolledBack() {
    return Simulation.in(
            Setting.nodes(3).behaving(List.of(BAD)),
            service()
                .replicas(2)
                .restart(RestartCondition.ANY, "5s", 0, "0s")
                .update(u -> u.startFirst().delay("10s").onFailure(FailureAction.ROLLBACK)))
        .settle()
        .change(s -> s.image("app:2"))
        .settle()
        .fromHere();
  }

  @Test
  void theNextUpdateTakesItsSlotInItsTurn() {
    assertThat(rolledBack().change(s -> s.image("app:3")).settle().lines())
        .isEqualTo(
            """
            0.0 updating: update in progress
            0.0 hold lapsed
            0.0 slot 1#4 new r3 SpecChanged
            0.3 slot 1#3 told to stop
            0.3 slot 1#4 running
            0.4 slot 1#3 shutdown
            10.3 slot 2#5 new r3 SpecChanged
            10.6 slot 2#1 told to stop
            10.6 slot 2#5 running
            10.7 slot 2#1 shutdown
            31.6 completed: update completed
            """);
  }

  @Test
  void aDrainStopsTheOldTaskBeforeItIsReplaced() {
    assertThat(rolledBack().then(c -> c.availability("n2", Availability.DRAIN)).settle().lines())
        .isEqualTo(
            """
            0.0 slot 2#5 ready r1 NodeDrained
            0.0 slot 2#1 told to stop
            0.1 slot 2#1 shutdown
            0.1 slot 2#5 new
            0.4 slot 2#5 running
            """);
  }

  @Test
  void aNodeThatIsLostCostsTheDelayOfTheOldTask() {
    assertThat(rolledBack().then(c -> c.nodeDown("n2")).settle().lines())
        .isEqualTo(
            """
            0.0 slot 2#5 ready r1 NodeDown
            0.0 slot 2#1 told to stop
            5.0 slot 2#5 new
            5.3 slot 2#5 running
            """);
  }
}
