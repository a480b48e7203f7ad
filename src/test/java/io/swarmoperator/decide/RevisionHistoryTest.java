package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which revisions go: the oldest beyond the limit, and never one in use. */
class RevisionHistoryTest {

  /** Revisions 1 to 6, of which the last runs after the last but one; none is used else. */
  private static Scene six(int limit) {
    Scene scene = new Scene().revisionHistory(limit);
    for (int number = 2; number <= 6; number++) {
      scene.revision(number);
    }
    return scene
        .spec(6)
        .memory(m -> m.withSpecRevision(6).withTarget(6, 5).withRolledOut(List.of(6L)))
        .tasks(Sketch.running(1, 1, "n1").revision("hash-6"));
  }

  private static List<Long> gone(Scene scene) {
    return scene.plan().steps().stream()
        .flatMap(s -> s.actions().stream())
        .map(a -> ((Action.DeleteRevision) a).revision().number())
        .sorted()
        .toList();
  }

  @Test
  void theOldestBeyondTheLimitGo() {
    assertThat(gone(six(4))).isEmpty();
    assertThat(gone(six(3))).containsExactly(1L);
    assertThat(gone(six(1))).containsExactly(1L, 2L, 3L);
    assertThat(gone(six(0))).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void whatATaskOfTheHistoryRanStays() {
    Sketch old = Sketch.ended(1, 0, TaskState.SHUTDOWN, Duration.ofHours(1)).revision("hash-2");

    assertThat(gone(six(0).tasks(old))).containsExactly(1L, 3L, 4L);
  }

  @Test
  void whatARolloutComesFromStays() {
    Scene scene =
        six(0)
            .memory(
                m ->
                    m.withRollout(
                        Optional.of(
                            new Rollout(
                                RolloutState.PAUSED,
                                "",
                                Sketch.NOW,
                                Optional.empty(),
                                2,
                                3,
                                1,
                                1,
                                1))));

    assertThat(gone(scene)).containsExactly(1L, 4L);
  }

  @Test
  void whatHoldsTheSpecBackAndWhatIsHeldBackStay() {
    Scene scene =
        six(0)
            .memory(
                m ->
                    m.withTarget(3, 2)
                        .withHold(
                            Optional.of(new Hold(3, 6, Hold.Cause.UPDATE_FAILED, Sketch.NOW))))
            .memory(m -> m.withRolledOut(List.of(1L, 3L)));

    assertThat(gone(without(scene))).containsExactly(1L, 4L, 5L);
  }

  /** The same with a task of what holds the spec back. */
  private static Scene without(Scene scene) {
    return scene.noTasks().tasks(Sketch.running(1, 1, "n1").revision("hash-3"));
  }

  /** An automatic rollback goes back there. */
  @Test
  void whatWasRolledOutLastStays() {
    assertThat(gone(six(0).memory(m -> m.withRolledOut(List.of(1L, 2L)))))
        .containsExactly(1L, 3L, 4L);
  }
}
