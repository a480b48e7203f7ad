package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * How long the record of a failure stays because it is yet to be judged (S§5.6): at once while
 * slots are handed out, else until every worker is done.
 */
class FailedTasksTest {
  private static Scene updating() {
    return new Scene()
        .replicas(2)
        .spec(2)
        .memory(m -> m.withSpecRevision(2).withTarget(2, 1))
        .rollout(RolloutState.UPDATING, 2);
  }

  private static Sketch made(Sketch task, int secondsAgo) {
    return task.by(1).revision("hash-2").made(Duration.ofSeconds(secondsAgo));
  }

  private static Sketch failed(int slot, int madeAgo, int endedAgo) {
    Sketch task = made(Sketch.running(slot, 2, "n1"), madeAgo);
    return task.ended(TaskState.FAILED, Duration.ofSeconds(endedAgo));
  }

  private static boolean yetToBeJudged(Scene scene) {
    Updater updater =
        new Updater(scene.world(), scene.slots(), scene.view().memory().rollout().orElseThrow());
    return new FailedTasks(scene.world(), updater)
        .yetToBeJudged(scene.world().slots().get(SlotId.numbered(1)));
  }

  @Test
  void whileSlotsAreHandedOutItIsJudgedAtOnce() {
    assertThat(yetToBeJudged(updating().tasks(failed(1, 30, 20), Sketch.running(2, 1, "n2"))))
        .isFalse();
  }

  @Test
  void soIsWhatEndedBeforeTheLastSlotWasHandedOut() {
    Sketch last = made(Sketch.starting(2, 2, "n2"), 10);

    assertThat(yetToBeJudged(updating().tasks(failed(1, 30, 20), last))).isFalse();
    assertThat(yetToBeJudged(updating().tasks(failed(1, 30, 5), last)))
        .as("what ended later is judged with the last one")
        .isTrue();
  }

  @Test
  void whenEveryWorkerIsDoneNothingIsLeftToJudge() {
    Sketch last = made(Sketch.running(2, 2, "n2"), 10);

    assertThat(yetToBeJudged(updating().tasks(failed(1, 30, 5), last))).isFalse();
  }
}
