package io.swarmoperator.decide;

import static io.swarmoperator.decide.Sketch.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The order of the writes within each step, a line for a step: before a pod is deleted the API
 * server holds the reason, and history goes before what takes its place, the newest alone after it.
 * A crash between any two of them then loses nothing.
 */
class StepOrderTest {
  private static final RestartPolicy NEVER =
      new RestartPolicy(RestartCondition.NONE, Duration.ZERO, 0, Duration.ZERO);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static String steps(Scene scene) {
    Plan plan = scene.plan();
    String steps =
        plan.steps().stream()
            .map(s -> s.actions().stream().map(a -> text(a)).collect(Collectors.joining("; ")))
            .collect(Collectors.joining("\n"));
    return steps
        + "\n"
        + plan.wakeAt()
            .map(at -> "looks again in " + Duration.between(NOW, at).toSeconds() + " s\n")
            .orElse("");
  }

  private static String text(Action action) {
    if (action instanceof Action.CreatePod a) {
      return "make " + text(a.task()) + " " + a.task().identity().reason().word();
    }
    if (action instanceof Action.SaveRecord a) {
      return "save " + text(a.task());
    }
    if (action instanceof Action.DeletePod a) {
      return "delete pod " + attempt(a.pod());
    }
    return "forget " + attempt(((Action.DeleteRecord) action).name());
  }

  private static String text(TaskRecord task) {
    TaskIdentity identity = task.identity();
    String states = (task.state() + ", meant " + task.desired()).toLowerCase(Locale.ROOT);
    return identity.slot().word() + "#" + identity.attempt() + " " + states;
  }

  /** Names hold a hash of the attempt. */
  private static String attempt(String name) {
    for (int slot = 0; slot < 9; slot++) {
      for (int attempt = 1; attempt < 99; attempt++) {
        if (name.equals("ping." + slot + "." + TaskIds.of("uid", SlotId.numbered(slot), attempt))) {
          return slot + "#" + attempt;
        }
      }
    }
    throw new IllegalArgumentException(name);
  }

  @Test
  void aTaskOfALostNodeIsDeletedWhenItsReplacementWaits() {
    Scene scene = new Scene().down("n1").tasks(Sketch.running(1, 1, "n1"));

    assertThat(steps(scene))
        .isEqualTo(
            """
            save 1#2 ready, meant ready; delete pod 1#1
            looks again in 5 s
            """);
  }

  @Test
  void aDrainedTaskIsDeletedWhenItsReplacementWaits() {
    Scene scene = new Scene().node("n1", Availability.DRAIN).tasks(Sketch.running(1, 1, "n1"));

    assertThat(steps(scene))
        .isEqualTo(
            """
            save 1#2 ready, meant ready; delete pod 1#1
            """);
  }

  @Test
  void aTaskThatIsSaidToHaveFailedIsRecordedBeforeItsReplacementAndDeletedAfterIt() {
    Scene scene =
        new Scene()
            .tasks(Sketch.starting(1, 1, "n1").pod(Pod.made("n1").waits("ErrImagePull", "no")));

    assertThat(steps(scene))
        .isEqualTo(
            """
            save 1#1 rejected, meant shutdown; save 1#2 ready, meant ready; delete pod 1#1
            looks again in 5 s
            """);
  }

  @Test
  void whatIsNotRestartedIsRecordedBeforeItIsDeleted() {
    Scene scene =
        new Scene()
            .restart(1, NEVER)
            .tasks(Sketch.starting(1, 1, "n1").pod(Pod.made("n1").waits("ErrImagePull", "no")));

    assertThat(steps(scene))
        .isEqualTo(
            """
            save 1#1 rejected, meant shutdown; delete pod 1#1
            """);
  }

  @Test
  void theOldestLeaveTheHistoryBeforeTheNewOneComes() {
    Scene scene =
        new Scene()
            .history(2)
            .tasks(
                Sketch.ended(1, 1, TaskState.FAILED, MINUTE),
                Sketch.ended(1, 2, TaskState.FAILED, MINUTE),
                Sketch.ended(1, 3, TaskState.FAILED, MINUTE));

    assertThat(steps(scene))
        .isEqualTo(
            """
            forget 1#1; forget 1#2; make 1#4 new, meant running TaskFailed
            """);
  }

  @Test
  void theNewestLeavesTheHistoryAfterTheNewOneCame() {
    Scene scene = new Scene().history(1).tasks(Sketch.ended(1, 3, TaskState.FAILED, MINUTE));

    assertThat(steps(scene))
        .isEqualTo(
            """
            save 1#4 ready, meant ready; make 1#4 new, meant running TaskFailed; forget 1#3
            """);
  }

  @Test
  void anEndWithoutASuccessorIsRecordedWhenTheHistoryHasMadeRoom() {
    Scene scene =
        new Scene()
            .restart(1, NEVER)
            .history(1)
            .tasks(
                Sketch.running(1, 1, "n1")
                    .desired(DesiredState.SHUTDOWN)
                    .pod(Pod.running("n1").exited(0).deleting()),
                Sketch.running(1, 2, "n1").pod(Pod.running("n1").exited(1)));

    assertThat(steps(scene))
        .isEqualTo(
            """
            forget 1#1; save 1#2 failed, meant shutdown
            """);
  }

  @Test
  void aTaskToldToStopBeforeACrashIsDeletedOnce() {
    Scene scene =
        new Scene()
            .tasks(
                Sketch.running(1, 1, "n1").desired(DesiredState.SHUTDOWN),
                Sketch.running(1, 2, "n2"));

    assertThat(steps(scene))
        .isEqualTo(
            """
            delete pod 1#1
            """);
  }

  @Test
  void aRolloutRecordsTheNewTaskBeforeItDeletesTheOldOne() {
    Scene scene =
        new Scene()
            .spec(2)
            .memory(m -> m.withSpecRevision(2).withTarget(2, 1))
            .rollout(RolloutState.UPDATING, 1)
            .tasks(Sketch.running(1, 1, "n1"));

    assertThat(steps(scene))
        .isEqualTo(
            """
            save 1#2 ready, meant ready; delete pod 1#1
            """);
  }

  @Test
  void aSlotThatIsScaledAwayIsToldSoBeforeItsPodIsDeleted() {
    Scene scene = new Scene().tasks(Sketch.running(1, 1, "n1"), Sketch.running(2, 1, "n2"));

    assertThat(steps(scene))
        .isEqualTo(
            """
            save 2#1 running, meant remove; delete pod 2#1
            """);
  }

  /** Without the newest record an older task would look like one that waits for a replacement. */
  @Test
  void aSlotThatIsGoneIsForgottenOldestFirst() {
    Scene scene =
        new Scene()
            .memory(m -> m.withAttemptFloor(3))
            .tasks(
                Sketch.running(1, 1, "n1"),
                Sketch.ended(2, 1, TaskState.FAILED, MINUTE),
                Sketch.ended(2, 2, TaskState.SHUTDOWN, MINUTE),
                Sketch.ended(2, 3, TaskState.SHUTDOWN, MINUTE).desired(DesiredState.REMOVE));

    assertThat(steps(scene))
        .isEqualTo(
            """
            forget 2#1; forget 2#2; forget 2#3
            """);
  }

  @Test
  void itsNewestStaysWhileAnOlderOneStops() {
    Scene scene =
        new Scene()
            .memory(m -> m.withAttemptFloor(3))
            .tasks(
                Sketch.running(1, 1, "n1"),
                Sketch.ended(2, 1, TaskState.FAILED, MINUTE),
                Sketch.running(2, 2, "n2")
                    .desired(DesiredState.REMOVE)
                    .pod(Pod.running("n2").deleting()),
                Sketch.ended(2, 3, TaskState.SHUTDOWN, MINUTE).desired(DesiredState.REMOVE));

    assertThat(steps(scene))
        .isEqualTo(
            """
            forget 2#1
            """);
  }

  /** A record makes no event: what it says is looked at again at once. */
  @Test
  void whatOnlyWritesRecordsIsFollowedByAnotherLook() {
    Scene scene =
        new Scene().tasks(Sketch.waiting(1, 1, NOW), Sketch.waiting(1, 2, NOW.plusSeconds(9)));

    assertThat(steps(scene))
        .isEqualTo(
            """
            save 1#1 shutdown, meant shutdown
            looks again in 0 s
            """);
  }

  @Test
  void whatMakesAPodIsNot() {
    Scene scene =
        new Scene()
            .replicas(2)
            .tasks(
                Sketch.waiting(1, 1, NOW),
                Sketch.waiting(1, 2, NOW.plusSeconds(9)),
                Sketch.waiting(2, 1, NOW));

    assertThat(steps(scene))
        .isEqualTo(
            """
            save 1#1 shutdown, meant shutdown
            make 2#1 new, meant running ScaledUp
            looks again in 9 s
            """);
  }

  @Test
  void aTaskThatGivesUpItsPlaceIsToldSoBeforeTheNextIsMade() {
    Spot first = new Spot(Optional.of("n1"), OptionalInt.of(1), List.of());
    Scene scene =
        new Scene()
            .nodes(1)
            .replicas(2)
            .placement(1, new Placement(List.of(), List.of(), 2))
            .tasks(
                Sketch.running(1, 1, "n1").pod(Pod.running("n1").spot(first)),
                Sketch.starting(2, 7, "")
                    .pod(
                        Pod.made("")
                            .spot(first)
                            .unscheduled("0/1 nodes are available: 1 pod anti-affinity rules.")));

    assertThat(steps(scene))
        .isEqualTo(
            """
            save 2#7 pending, meant shutdown; save 2#8 ready, meant ready; delete pod 2#7
            """);
  }

  /** Another operator has made it once more before it saw what had become of it. */
  @Test
  void aReplacementIsGivenUpWhenTheTaskBeforeItIsThereAgain() {
    Scene scene =
        new Scene()
            .tasks(
                Sketch.running(1, 1, "n1"), Sketch.waiting(1, 2, NOW).because(Reason.POD_DELETED));

    assertThat(steps(scene))
        .isEqualTo(
            """
            save 1#2 shutdown, meant shutdown
            looks again in 0 s
            """);
  }

  @Test
  void aTaskThatTookOverFromOneOnADrainingNodeStopsItOnce() {
    Scene scene =
        new Scene()
            .node("n1", Availability.DRAIN)
            .tasks(
                Sketch.running(1, 1, "n1"),
                Sketch.running(1, 2, "n2").because(Reason.NODE_DRAINED));

    assertThat(steps(scene))
        .isEqualTo(
            """
            save 1#1 running, meant shutdown; delete pod 1#1
            """);
  }

  @Test
  void anOutdatedTaskOfAJobThatGoesAlreadyIsNotDeletedAgain() {
    Scene scene =
        new Scene()
            .mode(new Mode.ReplicatedJob(0, 5))
            .iteration(1)
            .memory(m -> m.withAttemptFloor(9))
            .tasks(
                Sketch.running(0, 1, "n1").of(0).pod(Pod.running("n1").deleting()),
                Sketch.running(1, 1, "n2").of(0));

    assertThat(steps(scene))
        .isEqualTo(
            """
            save 1#1 running, meant remove; delete pod 1#1
            """);
  }

  @Test
  void aRestartThatIsDueWaitsForAnOlderTaskThatStillStops() {
    Scene scene =
        new Scene()
            .tasks(
                Sketch.running(1, 1, "n1")
                    .desired(DesiredState.SHUTDOWN)
                    .pod(Pod.running("n1").deleting()),
                Sketch.ended(1, 2, TaskState.FAILED, MINUTE));

    assertThat(steps(scene))
        .isEqualTo(
            """
            save 1#3 ready, meant ready
            looks again in 0 s
            """);
  }
}
