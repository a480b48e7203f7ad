package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Difference;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which failures count and how many are too many (S§5.6). */
class FailureCountingTest {

  /** A run to revision 2, told to be {@code d} dirty slots, of which the first failed at once. */
  private static Scene failing(int d, int failed, RolloutPolicy policy) {
    Scene scene = update(d, policy);
    for (int slot = 1; slot <= d; slot++) {
      if (slot <= failed) {
        scene.tasks(
            Sketch.ended(slot, 2, TaskState.FAILED, Duration.ofSeconds(20 - slot))
                .revision("hash-2")
                .by(1)
                .made(Duration.ofSeconds(21 - slot)));
      } else {
        scene.tasks(Sketch.running(slot, 1, "n1"));
      }
    }
    return scene;
  }

  private static Scene update(int slots, RolloutPolicy policy) {
    return new Scene()
        .replicas(slots)
        .update(policy)
        .spec(2)
        .memory(m -> m.withSpecRevision(2).withTarget(2, 1))
        .rollout(RolloutState.UPDATING, slots);
  }

  private static RolloutState after(Scene scene) {
    return scene.remember().rollout().orElseThrow().state();
  }

  @ParameterizedTest
  @CsvSource({
    "4, 0, 1",
    "4, 0.25, 2",
    "4, 0.4, 2",
    "4, 0.5, 3",
    "10, 0.1, 2",
    "10, 0.3, 4",
    "3, 0.33, 1"
  })
  void theRatioIsExceededByThisFailure(int d, double ratio, int failure) {
    RolloutPolicy policy = Scene.policy(FailureAction.PAUSE, ratio, "0S");

    assertThat(after(failing(d, failure - 1, policy))).isEqualTo(RolloutState.UPDATING);
    assertThat(after(failing(d, failure, policy))).isEqualTo(RolloutState.PAUSED);
  }

  @Test
  void aRatioOfOneIsNeverExceeded() {
    RolloutPolicy policy = Scene.policy(FailureAction.PAUSE, 1, "0S");

    assertThat(failing(4, 4, policy).remember().rollout().orElseThrow().state())
        .isNotEqualTo(RolloutState.PAUSED);
  }

  @Test
  void continueCountsAndGoesOn() {
    Memory memory = failing(4, 2, Scene.policy(FailureAction.CONTINUE, 0, "0S")).remember();

    assertThat(memory.rollout().orElseThrow().state()).isEqualTo(RolloutState.UPDATING);
    assertThat(memory.rollout().orElseThrow().failures()).isEqualTo(2);
  }

  /** Which tasks failed is not remembered: once they are gone nobody is to blame. */
  @ParameterizedTest
  @CsvSource({"PAUSE, 4", "PAUSE, 1", "ROLLBACK, 4", "ROLLBACK, 1"})
  void whatWasOnlyCountedAndIsGoneIsNotJudgedUnderAnotherAction(FailureAction action, int slots) {
    Scene scene =
        failing(4, 0, Scene.policy(action, 0, "0S"))
            .memory(
                m ->
                    m.withRollout(
                        m.rollout().map(r -> r.withSlots(slots).withFailures(2, List.of()))));

    assertThat(scene.remember().rollout().orElseThrow())
        .extracting(Rollout::state, Rollout::failures)
        .containsExactly(RolloutState.UPDATING, 2);
  }

  @Test
  void rollbackHoldsTheLastRevisionThatWasRolledOut() {
    Memory memory = failing(4, 1, Scene.policy(FailureAction.ROLLBACK, 0, "0S")).remember();

    assertThat(memory.rollout().orElseThrow().state()).isEqualTo(RolloutState.ROLLBACK_STARTED);
    assertThat(memory.hold().orElseThrow().revision()).isEqualTo(1);
    assertThat(memory.currentRevision()).isEqualTo(1);
    assertThat(memory.previousRevision()).as("never the failed one").isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "COMPLETE, PAUSED",
    "FAILED, PAUSED",
    "REJECTED, PAUSED",
    "SHUTDOWN, UPDATING",
    "ORPHANED, UPDATING"
  })
  void everyEndOfItsOwnCountsAndNoOther(TaskState state, RolloutState expected) {
    Scene scene = update(2, Scene.policy(FailureAction.PAUSE, 0, "0S"));
    scene.tasks(
        Sketch.ended(1, 2, state, Duration.ofSeconds(1))
            .revision("hash-2")
            .by(1)
            .made(Duration.ofSeconds(2)),
        Sketch.running(2, 1, "n1"));

    assertThat(after(scene)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"5, PAUSED", "6, UPDATING"})
  void onlyEndsWithinTheMonitorCount(int ran, RolloutState expected) {
    Scene scene = update(2, Scene.policy(FailureAction.PAUSE, 0, "30S"));
    scene.tasks(
        Sketch.ended(1, 2, TaskState.FAILED, Duration.ofSeconds(10))
            .revision("hash-2")
            .by(1)
            .made(Duration.ofSeconds(10L + ran)),
        Sketch.running(2, 1, "n1"));

    assertThat(after(scene)).isEqualTo(expected);
  }

  @Test
  void tasksOfTheRestartSupervisorOrOfAnotherRunDontCount() {
    Scene scene = update(2, Scene.policy(FailureAction.PAUSE, 0, "0S"));
    Sketch failed = Sketch.ended(1, 2, TaskState.FAILED, Duration.ofSeconds(1)).revision("hash-2");
    scene.tasks(
        failed.because(Reason.TASK_FAILED).made(Duration.ofSeconds(2)),
        Sketch.ended(2, 2, TaskState.FAILED, Duration.ofSeconds(1))
            .revision("hash-2")
            .by(7)
            .made(Duration.ofSeconds(2)));

    assertThat(scene.remember().rollout().map(Rollout::failures).orElse(0)).isZero();
  }

  /**
   * Once the last slot was handed out failures are looked at only when every worker is done, and by
   * then one older than the monitor is ignored (S§5.6).
   */
  @ParameterizedTest
  @CsvSource({"20, UPDATING", "3, PAUSED"})
  void aFailureWhileTheLastSlotsAreInWorkIsJudgedLater(int ago, RolloutState expected) {
    Scene scene = update(2, Scene.policy(FailureAction.PAUSE, 0, "0S"));
    scene.tasks(
        Sketch.ended(1, 2, TaskState.FAILED, Duration.ofSeconds(ago))
            .revision("hash-2")
            .by(1)
            .made(Duration.ofSeconds(ago + 1L)));
    Scene inWork =
        scene.tasks(
            Sketch.starting(2, 2, "n1").revision("hash-2").by(1).made(Duration.ofSeconds(25)));
    assertThat(after(inWork)).as("the last worker is busy").isEqualTo(RolloutState.UPDATING);

    Scene done = update(2, Scene.policy(FailureAction.PAUSE, 0, "0S"));
    done.tasks(
        Sketch.ended(1, 2, TaskState.FAILED, Duration.ofSeconds(ago))
            .revision("hash-2")
            .by(1)
            .made(Duration.ofSeconds(ago + 1L)),
        Sketch.starting(2, 2, "n1")
            .revision("hash-2")
            .by(1)
            .made(Duration.ofSeconds(25))
            .pod(Pod.running("n1")));

    assertThat(after(done)).isEqualTo(expected);
  }

  @Test
  void aRollbackThatFailsPauses() {
    Scene scene =
        failing(4, 1, Scene.policy(FailureAction.PAUSE, 0, "0S"))
            .rollout(RolloutState.ROLLBACK_STARTED, 4);

    assertThat(after(scene)).isEqualTo(RolloutState.ROLLBACK_PAUSED);
  }

  @Difference("D5")
  @Test
  void withoutARevisionToGoBackToTheUpdateIsPaused() {
    Memory memory =
        failing(4, 1, Scene.policy(FailureAction.ROLLBACK, 0, "0S"))
            .memory(m -> m.withRolledOut(List.of()))
            .remember();

    assertThat(memory.rollout().orElseThrow().state()).isEqualTo(RolloutState.PAUSED);
    assertThat(memory.hold()).isEmpty();
  }
}
