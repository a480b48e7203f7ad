package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is written down when a run begins, before it does (s06c). */
class RestartsBeforeRunTest {
  private static final Sketch ENDS_NOW =
      Sketch.running(1, 2, "n1").pod(Pod.running("n1").exited(1));

  private static List<String> written(Scene scene) {
    return RestartsBeforeRun.of(scene.world(), scene.slots(), scene.restarts()).stream()
        .flatMap(s -> s.actions().stream())
        .map(RestartsBeforeRunTest::words)
        .toList();
  }

  private static String words(Action action) {
    if (action instanceof Action.SaveRecord save) {
      return save.task().identity().attempt() + " " + save.task().state();
    }
    return action.getClass().getSimpleName();
  }

  @Test
  void anEndAndTheReplacementThatWaits() {
    assertThat(written(new Scene().tasks(ENDS_NOW))).containsExactly("2 FAILED", "3 READY");
  }

  @Test
  void notWhatADrainReplaces() {
    Sketch runs = Sketch.running(1, 1, "n1");
    assertThat(written(new Scene().node("n1", Availability.DRAIN).tasks(runs))).isEmpty();
  }

  private static Scene givenUp(int history) {
    RestartPolicy never = new RestartPolicy(RestartCondition.NONE, Duration.ZERO, 0, Duration.ZERO);
    return new Scene()
        .restart(1, never)
        .history(history)
        .tasks(Sketch.running(1, 1, "n1").desired(DesiredState.SHUTDOWN).pod(ended()), ENDS_NOW);
  }

  private static Pod ended() {
    return Pod.running("n1").exited(0);
  }

  /** What has just ended leaves its mark in the history as always (S§11). */
  @Test
  void whatIsTooOldGoesWithIt() {
    assertThat(written(givenUp(1))).contains("DeleteRecord").doesNotContain("1 SHUTDOWN");
    assertThat(written(givenUp(5))).containsExactlyInAnyOrder("1 SHUTDOWN", "2 FAILED");
  }

  /** One that ended before is looked at when its slot gets a task. */
  @Test
  void aSlotInWhichNothingEndsIsNotLookedAt() {
    Scene scene =
        new Scene()
            .history(1)
            .tasks(
                Sketch.ended(1, 1, TaskState.SHUTDOWN, Duration.ofHours(1)),
                Sketch.ended(1, 2, TaskState.SHUTDOWN, Duration.ofHours(1)),
                Sketch.waiting(1, 3, Sketch.NOW.plusSeconds(9)));

    assertThat(written(scene)).isEmpty();
  }
}
