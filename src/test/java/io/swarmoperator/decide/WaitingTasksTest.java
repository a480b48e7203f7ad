package io.swarmoperator.decide;

import static io.swarmoperator.decide.Sketch.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Replacements that wait: only the newest of a slot is ever started. */
class WaitingTasksTest {

  private static List<Action> actions(Scene scene) {
    return scene.plan().steps().stream().flatMap(s -> s.actions().stream()).toList();
  }

  @Test
  void aWaitingTaskIsStartedWhenItsDelayIsOver() {
    assertThat(actions(new Scene().tasks(Sketch.waiting(1, 1, NOW))))
        .singleElement()
        .isInstanceOf(Action.CreatePod.class);
  }

  @Test
  void anOlderWaitingTaskIsGivenUpForANewerOne() {
    Scene scene =
        new Scene().tasks(Sketch.waiting(1, 1, NOW), Sketch.waiting(1, 2, NOW.plusSeconds(9)));

    assertThat(actions(scene))
        .singleElement()
        .isInstanceOfSatisfying(
            Action.SaveRecord.class,
            a -> assertThat(a.task().state()).isEqualTo(TaskState.SHUTDOWN));
  }

  @Test
  void aRolloutDoesntStartWhatItGivesUp() {
    Sketch kept = Sketch.waiting(1, 2, NOW).keptIn(1, NOW);
    Scene scene =
        new Scene()
            .rollout(RolloutState.ROLLBACK_STARTED, 1)
            .tasks(Sketch.waiting(1, 1, NOW), kept);

    assertThat(actions(scene)).filteredOn(Action.CreatePod.class::isInstance).hasSize(1);
    assertThat(actions(scene))
        .filteredOn(Action.SaveRecord.class::isInstance)
        .singleElement()
        .satisfies(
            a -> assertThat(((Action.SaveRecord) a).task().identity().attempt()).isEqualTo(1));
  }
}
