package io.swarmoperator.decide;

import static io.swarmoperator.decide.Sketch.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether, why and when a task is replaced (S§4). */
class RestartSupervisorTest {
  private static final Duration AGO = Duration.ofSeconds(2);

  private static RestartPolicy policy(RestartCondition condition, int attempts, int window) {
    return new RestartPolicy(
        condition, Duration.ofSeconds(5), attempts, Duration.ofSeconds(window));
  }

  private static Optional<RestartSupervisor.Restart> restart(Scene scene) {
    return scene.restarts().restart(scene.world().slots().get(SlotId.numbered(1)));
  }

  @ParameterizedTest
  @CsvSource({
    "ANY, COMPLETE, TASK_COMPLETED",
    "ANY, FAILED, TASK_FAILED",
    "ANY, REJECTED, TASK_REJECTED",
    "ANY, ORPHANED, NODE_DOWN",
    "ANY, SHUTDOWN, EVICTED",
    "ON_FAILURE, COMPLETE, ",
    "ON_FAILURE, FAILED, TASK_FAILED",
    "ON_FAILURE, REJECTED, TASK_REJECTED",
    "ON_FAILURE, ORPHANED, NODE_DOWN",
    "ON_FAILURE, SHUTDOWN, EVICTED",
    "NONE, COMPLETE, ",
    "NONE, FAILED, ",
    "NONE, REJECTED, ",
    "NONE, ORPHANED, ",
    "NONE, SHUTDOWN, ",
  })
  void conditionAndStateDecide(RestartCondition condition, TaskState state, Reason reason) {
    Scene scene =
        new Scene().restart(1, policy(condition, 0, 0)).tasks(Sketch.ended(1, 1, state, AGO));

    assertThat(restart(scene).map(RestartSupervisor.Restart::reason))
        .isEqualTo(Optional.ofNullable(reason));
    assertThat(scene.restarts().restartsNoMore(scene.world().slots().get(SlotId.numbered(1))))
        .isEqualTo(reason == null);
  }

  @Test
  void aTaskThatRunsOrComesUpIsLeftAlone() {
    assertThat(restart(new Scene().tasks(Sketch.running(1, 1, "n1")))).isEmpty();
    assertThat(restart(new Scene().tasks(Sketch.starting(1, 1, "n1")))).isEmpty();
    assertThat(restart(new Scene().tasks(Sketch.waiting(1, 1, NOW)))).isEmpty();
  }

  @Test
  void theDelayRunsFromTheEndOfTheOldTask() {
    Scene scene = new Scene().tasks(Sketch.ended(1, 1, TaskState.FAILED, AGO));

    assertThat(restart(scene).orElseThrow().startAfter()).isEqualTo(NOW.plusSeconds(3));
  }

  @Test
  void theDelayIsTheOldTasksOwn() {
    RestartPolicy slow =
        new RestartPolicy(RestartCondition.ANY, Duration.ofMinutes(1), 0, Duration.ZERO);
    Scene scene =
        new Scene()
            .restart(2, slow)
            .spec(2)
            .memory(m -> m.withSpecRevision(2).withTarget(2, 1))
            .tasks(Sketch.ended(1, 1, TaskState.FAILED, AGO));

    assertThat(restart(scene).orElseThrow().startAfter()).isEqualTo(NOW.plusSeconds(3));
  }

  @ParameterizedTest
  @CsvSource({"1, true", "2, true", "3, false", "4, false"})
  void soManyRestartsAreAllowed(int tasks, boolean allowed) {
    Scene scene =
        new Scene().restart(1, policy(RestartCondition.ANY, 2, 0)).tasks(chain(tasks, 60));

    assertThat(restart(scene).isPresent()).isEqualTo(allowed);
  }

  /** Runs of 20 s each: with a window of 50 s two restarts are in it, with one of 30 s one. */
  @ParameterizedTest
  @CsvSource({"2, 90, false", "2, 50, false", "2, 30, true", "1, 30, false", "1, 10, true"})
  void onlyRestartsWithinTheWindowCount(int attempts, int window, boolean allowed) {
    Scene scene =
        new Scene().restart(1, policy(RestartCondition.ANY, attempts, window)).tasks(chain(6, 20));

    assertThat(restart(scene).isPresent()).isEqualTo(allowed);
  }

  @Test
  void aNewRevisionCountsAnew() {
    Sketch[] old = chain(3, 60);
    Sketch updated =
        Sketch.ended(1, 4, TaskState.FAILED, Duration.ZERO).revision("hash-2").by(1).made(AGO);
    Scene scene =
        new Scene()
            .restart(1, policy(RestartCondition.ANY, 2, 0))
            .restart(2, policy(RestartCondition.ANY, 2, 0))
            .spec(2)
            .memory(m -> m.withSpecRevision(2).withTarget(2, 1))
            .tasks(old)
            .tasks(updated);

    assertThat(restart(scene)).isPresent();
  }

  @Test
  void drainCostsAnAttempt() {
    Sketch moved = Sketch.ended(1, 2, TaskState.FAILED, AGO).because(Reason.NODE_DRAINED);
    Scene scene =
        new Scene()
            .restart(1, policy(RestartCondition.ANY, 1, 0))
            .tasks(Sketch.ended(1, 1, TaskState.SHUTDOWN, Duration.ofHours(1)), moved);

    assertThat(restart(scene)).as("S§4.2").isEmpty();
  }

  /**
   * The second task was told to stop, and the third has failed: whether the second was a restart,
   * or only gave way to the third for another place, which may have come to it in the last moment.
   */
  @ParameterizedTest
  @CsvSource({
    "TASK_FAILED, , false, TASK_FAILED, true",
    "TASK_FAILED, , false, EVICTED, true",
    "NODE_DRAINED, , false, NODE_DRAINED, true",
    "TASK_FAILED, n1, false, TASK_FAILED, true",
    "TASK_FAILED, n1, true, TASK_FAILED, false",
    "TASK_FAILED, n1, false, NODE_DRAINED, false",
    "TASK_REJECTED, n1, false, NODE_DOWN, false",
    "NODE_DRAINED, n1, false, NODE_DRAINED, false",
    "NODE_DOWN, n1, false, NODE_DOWN, false",
    "EVICTED, n1, false, EVICTED, false",
    "EVICTED, n1, false, TASK_FAILED, false"
  })
  void aTaskThatGaveWayForAnotherPlaceCostsNoAttempt(
      Reason second, String node, boolean ran, Reason third, boolean again) {
    String where = node == null ? "" : node;
    Sketch made = ran ? Sketch.running(1, 2, where) : Sketch.starting(1, 2, where);
    Scene scene =
        new Scene()
            .restart(1, policy(RestartCondition.ANY, 2, 0))
            .tasks(
                Sketch.ended(1, 1, TaskState.FAILED, Duration.ofHours(1)),
                made.desired(DesiredState.SHUTDOWN)
                    .ended(TaskState.SHUTDOWN, Duration.ofMinutes(1))
                    .because(second),
                Sketch.ended(1, 3, TaskState.FAILED, AGO).because(third));

    assertThat(restart(scene).isPresent()).isEqualTo(again);
  }

  /** It was tried: no node was found in time. */
  @Test
  void aTaskThatEndedBeforeItHadANodeCostsAnAttempt() {
    Scene scene =
        new Scene()
            .restart(1, policy(RestartCondition.ANY, 2, 0))
            .tasks(
                Sketch.ended(1, 1, TaskState.FAILED, Duration.ofHours(1)),
                Sketch.starting(1, 2, "")
                    .ended(TaskState.FAILED, Duration.ofMinutes(1))
                    .because(Reason.TASK_FAILED),
                Sketch.ended(1, 3, TaskState.FAILED, AGO).because(Reason.TASK_FAILED));

    assertThat(restart(scene)).isEmpty();
  }

  @Test
  void aDrainedNodesTasksMoveAtOnce() {
    Scene scene = new Scene().node("n1", Availability.DRAIN).tasks(Sketch.running(1, 1, "n1"));

    assertThat(restart(scene).orElseThrow())
        .isEqualTo(new RestartSupervisor.Restart(scene.task(1, 1), Reason.NODE_DRAINED, NOW));
  }

  @Test
  void aPausedNodesTasksStay() {
    assertThat(
            restart(new Scene().node("n1", Availability.PAUSE).tasks(Sketch.running(1, 1, "n1"))))
        .isEmpty();
  }

  @Test
  void anEvictedTaskIsReplacedWithoutDelay() {
    Sketch evicted = Sketch.running(1, 1, "n1").pod(Pod.running("n1").deleting().disrupted());

    RestartSupervisor.Restart restart = restart(new Scene().tasks(evicted)).orElseThrow();

    assertThat(restart.reason()).isEqualTo(Reason.EVICTED);
    assertThat(restart.startAfter()).isEqualTo(NOW);
  }

  @Test
  void aDownNodesTasksAreReplacedAfterTheDelay() {
    RestartSupervisor.Restart restart =
        restart(new Scene().down("n1").tasks(Sketch.running(1, 1, "n1"))).orElseThrow();

    assertThat(restart.reason()).isEqualTo(Reason.NODE_DOWN);
    assertThat(restart.startAfter()).isEqualTo(NOW.plusSeconds(5));
  }

  @Test
  void whenNoNodeIsUpNothingIsReplaced() {
    Scene scene = new Scene().down("n1").down("n2").down("n3").tasks(Sketch.running(1, 1, "n1"));

    assertThat(restart(scene)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"-1, true", "0, true", "1, false"})
  void aNodeThatIsNotReadyIsDownOnlyAfterItsGrace(int downIn, boolean replaced) {
    Instant downAt = NOW.plusSeconds(downIn);
    Scene scene =
        new Scene()
            .node("n1", Availability.ACTIVE, NodeView.Health.NOT_READY, Optional.of(downAt), 0)
            .tasks(Sketch.running(1, 1, "n1"));

    assertThat(restart(scene).isPresent()).isEqualTo(replaced);
    assertThat(replaced || scene.plan().wakeAt().equals(Optional.of(downAt))).isTrue();
  }

  @Test
  void aTaskThatWasScaledAwayIsNotReplaced() {
    Sketch task = Sketch.ended(1, 1, TaskState.FAILED, AGO).desired(DesiredState.REMOVE);

    assertThat(restart(new Scene().tasks(task))).isEmpty();
  }

  /** A change taken back in mid-update: the original was kept, the newer task told to stop. */
  @Test
  void aTaskThatWasKeptWhileANewerOneWentIsTheSlots() {
    Sketch taken =
        Sketch.ended(1, 2, TaskState.SHUTDOWN, Duration.ofMinutes(9)).revision("hash-2").by(1);
    Scene failed = new Scene().tasks(Sketch.ended(1, 1, TaskState.FAILED, AGO), taken);
    Scene down = new Scene().down("n1").tasks(Sketch.running(1, 1, "n1"), taken);

    assertThat(restart(failed).orElseThrow())
        .isEqualTo(
            new RestartSupervisor.Restart(
                failed.task(1, 1), Reason.TASK_FAILED, NOW.plusSeconds(3)));
    assertThat(restart(down).orElseThrow().reason()).isEqualTo(Reason.NODE_DOWN);
    assertThat(restart(new Scene().tasks(Sketch.running(1, 1, "n1"), taken))).isEmpty();
  }

  @Test
  void aFailedStepThatWasRolledBackLeavesTheOldTaskAlone() {
    Sketch failed = Sketch.ended(1, 2, TaskState.FAILED, AGO).revision("hash-2").by(1);
    Scene scene = new Scene().revision(2).tasks(Sketch.running(1, 1, "n1"), failed);

    assertThat(restart(scene)).isEmpty();
    assertThat(restart(scene.down("n1"))).as("but not when its node is lost").isPresent();
    Scene later =
        new Scene()
            .revision(2)
            .tasks(Sketch.ended(1, 1, TaskState.FAILED, Duration.ofSeconds(1)), failed);
    assertThat(restart(later).orElseThrow().of()).isEqualTo(later.task(1, 1));
  }

  /** Tasks that ran one after the other for so many seconds each; the last one ended just now. */
  private static Sketch[] chain(int tasks, int seconds) {
    List<Sketch> chain = new ArrayList<>();
    for (int i = 1; i <= tasks; i++) {
      Duration ended = Duration.ofSeconds((long) (tasks - i) * seconds);
      Reason reason = i == 1 ? Reason.SCALED_UP : Reason.TASK_FAILED;
      chain.add(
          Sketch.ended(1, i, TaskState.FAILED, ended)
              .because(reason)
              .made(ended.plusSeconds(seconds)));
    }
    return chain.toArray(Sketch[]::new);
  }

  /** An older task that was kept counts its own attempts, not those of what came after it. */
  @Test
  void theAttemptsOfAnOlderTaskAreThoseBeforeIt() {
    Sketch kept =
        Sketch.ended(1, 1, TaskState.FAILED, Duration.ofSeconds(1)).because(Reason.TASK_FAILED);
    Sketch stopped =
        Sketch.ended(1, 2, TaskState.SHUTDOWN, Duration.ofMinutes(1)).because(Reason.SPEC_CHANGED);

    assertThat(
            restart(
                new Scene().restart(1, policy(RestartCondition.ANY, 1, 0)).tasks(kept, stopped)))
        .isEmpty();
    assertThat(
            restart(
                new Scene().restart(1, policy(RestartCondition.ANY, 2, 0)).tasks(kept, stopped)))
        .isPresent();
  }

  /** A task's record names the rollout that its restart serves, and none that has stopped. */
  @ParameterizedTest
  @CsvSource({
    "UPDATING, true",
    "ROLLBACK_STARTED, true",
    "PAUSED, false",
    "ROLLBACK_PAUSED, false",
    "COMPLETED, false"
  })
  void aRestartBelongsToARolloutThatIsUnderWay(RolloutState state, boolean belongs) {
    Scene scene =
        new Scene()
            .spec(2)
            .memory(m -> m.withSpecRevision(2).withTarget(2, 1))
            .rollout(state, 1)
            .tasks(Sketch.ended(1, 1, TaskState.FAILED, AGO));

    assertThat(scene.restarts().bringsUpToDateIn(scene.task(1, 1)))
        .isEqualTo(scene.world().memory().rollout().filter(r -> belongs));
  }

  /** Attempts are those that came before the end (S§4.2). */
  @Test
  void aTaskThatEndedInTheMomentItWasMadeIsNotAnAttemptItself() {
    Sketch refused = Sketch.ended(1, 2, TaskState.FAILED, AGO).because(Reason.TASK_FAILED);
    Scene scene =
        new Scene()
            .restart(1, policy(RestartCondition.ANY, 1, 60))
            .tasks(Sketch.ended(1, 1, TaskState.FAILED, Duration.ofHours(1)));

    assertThat(restart(scene.tasks(refused.made(AGO)))).isPresent();
  }

  /** One that was told to stop is an attempt itself from when it has a node (S§4.4). */
  @ParameterizedTest
  @CsvSource({"'', true", "n1, false"})
  void aTaskThatNeverRanCountsOnceItHasANode(String node, boolean again) {
    Sketch told =
        Sketch.starting(1, 1, node)
            .because(Reason.TASK_FAILED)
            .pod(Pod.made(node).disrupted().deleting());

    assertThat(
            restart(
                    new Scene()
                        .restart(1, policy(RestartCondition.ANY, 1, 9999))
                        .tasks(told.desired(DesiredState.SHUTDOWN)))
                .isPresent())
        .isEqualTo(again);
  }
}
