package io.swarmoperator.decide;

import static io.swarmoperator.decide.Sketch.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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

  /** S§5.4 b: the delay is given up, and the pod comes when the older one has stopped. */
  @Test
  void whatARolloutStartsWaitsForTheOlderOneToStop() {
    Sketch stops = Sketch.running(1, 1, "n1").desired(DesiredState.SHUTDOWN);
    Sketch kept = Sketch.waiting(1, 2, NOW.plusSeconds(60)).keptIn(1, NOW);
    Scene scene =
        new Scene()
            .rollout(RolloutState.ROLLBACK_STARTED, 1)
            .tasks(stops.pod(Pod.running("n1").deleting()), kept);

    assertThat(actions(scene))
        .singleElement()
        .isInstanceOfSatisfying(
            Action.SaveRecord.class, a -> assertThat(a.task().startAfter()).isEmpty());
  }

  @Test
  void whatARolloutStartsDoesNotWaitForItsDelay() {
    Sketch kept = Sketch.waiting(1, 1, NOW.plusSeconds(60)).keptIn(1, NOW);
    Scene scene = new Scene().rollout(RolloutState.ROLLBACK_STARTED, 1).tasks(kept);

    assertThat(actions(scene)).singleElement().isInstanceOf(Action.CreatePod.class);
  }

  /**
   * A drained node's task is told to stop first; the one after it has its turn when it has gone.
   */
  @Test
  void whatWaitsDoesNotStartBesideATaskThatItsNodeCannotKeep() {
    Sketch failed = Sketch.ended(1, 2, TaskState.FAILED, Duration.ofMinutes(1)).node("n2");
    Scene scene =
        new Scene()
            .node("n1", Availability.DRAIN)
            .tasks(Sketch.running(1, 1, "n1"), failed)
            .tasks(Sketch.waiting(1, 3, NOW).because(Reason.TASK_FAILED));

    assertThat(actions(scene)).noneMatch(Action.CreatePod.class::isInstance);
    assertThat(actions(scene)).anyMatch(Action.DeletePod.class::isInstance);
  }

  /** Records that go make no event. */
  @Test
  void aWorkerThatGivesRecordsUpLooksAgainAtOnce() {
    Sketch kept = Sketch.waiting(1, 2, NOW).keptIn(1, NOW);
    Scene scene = new Scene().rollout(RolloutState.ROLLBACK_STARTED, 1);

    assertThat(scene.tasks(Sketch.waiting(1, 1, NOW), kept).plan().wakeAt()).hasValue(NOW);
    Sketch runs = Sketch.running(1, 1, "n1");
    assertThat(scene.noTasks().tasks(runs, kept).plan().wakeAt())
        .as("the end of a pod makes one")
        .isEmpty();
  }
}
