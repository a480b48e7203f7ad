package io.swarmoperator.decide;

import static io.swarmoperator.decide.Sketch.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Conformance;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A task's way from its assignment to its end, step by step, with Swarm's states and messages
 * (S§1.5, S§1.7). Every step is looked at twice: the second look changes nothing.
 */
class TaskLifeCycleTest {
  private static final Pod MADE = Pod.made("n1");
  private static final Sketch TASK = Sketch.starting(1, 1, "n1").state(TaskState.NEW);

  /** The task's record after its pod was seen, and seen again. */
  private static Sketch seen(Sketch task, Pod pod) {
    Sketch once = task.record(new Scene().tasks(task.pod(pod)).task(1, 1).now()).pod(pod);
    TaskRecord again = new Scene().tasks(once).task(1, 1).now();
    assertThat(again).as("the second look").isEqualTo(once.record().orElseThrow());
    return once;
  }

  private static String shown(Sketch task) {
    TaskRecord r = task.record().orElseThrow();
    return (r.state().name().toLowerCase(Locale.ROOT) + ", " + r.message() + ", " + r.error())
        .replaceAll("[, ]+$", "");
  }

  private static List<Action> actions(Sketch task) {
    return new Scene()
        .tasks(task).plan().steps().stream().flatMap(s -> s.actions().stream()).toList();
  }

  @Conformance(value = "C001", differs = "D38")
  @Conformance(value = "C005", differs = "D38")
  @Conformance("C008")
  @Test
  void fromAssignedToFinished() {
    Sketch assigned = seen(TASK, MADE);
    Sketch preparing = seen(assigned, MADE.waits("ContainerCreating", ""));
    Sketch starting = seen(preparing, MADE.started());
    Sketch running = seen(starting, Pod.running("n1"));
    Sketch finished = seen(running, Pod.running("n1").exited(0));

    assertThat(shown(assigned)).isEqualTo("assigned, scheduler assigned task to node");
    assertThat(shown(preparing)).isEqualTo("preparing, preparing");
    assertThat(shown(starting)).isEqualTo("starting, starting");
    assertThat(shown(running)).isEqualTo("running, started");
    assertThat(shown(finished)).isEqualTo("complete, finished");
    assertThat(finished.record().orElseThrow().exitCode()).hasValue(0);
    assertThat(List.of(assigned, preparing, starting, running))
        .as("nothing is started again")
        .allSatisfy(task -> assertThat(actions(task)).isEmpty());
  }

  @Conformance("C002")
  @Test
  void aPodThatTheNodeRefusesIsARejectedTask() {
    Sketch refused = seen(seen(TASK, MADE), MADE.refused("OutOfcpu", "not enough cpu"));

    assertThat(shown(refused)).isEqualTo("rejected, preparing, not enough cpu");
  }

  @Conformance("C004")
  @Test
  void aTaskThatIsCompleteStaysSoWhateverBecomesOfItsContainer() {
    Sketch complete = seen(TASK, Pod.running("n1").exited(0));

    assertThat(shown(seen(complete, MADE.waits("CreateContainerConfigError", "can't be made"))))
        .isEqualTo("complete, finished");
  }

  @Conformance("C007")
  @Test
  void whatFailsWhileItIsPreparedIsRejectedWithTheCause() {
    Sketch preparing = seen(TASK, MADE.waits("ContainerCreating", ""));
    Sketch failed = seen(preparing, MADE.waits("CreateContainerConfigError", "test error"));

    assertThat(shown(failed)).isEqualTo("rejected, preparing, test error");
  }

  /** A look comes late: the container was started before the operator knows of the task. */
  @Conformance("C010")
  @Test
  void aContainerThatRunsAlreadyCountsAsStarted() {
    Sketch found = TASK.noRecord().pod(Pod.running("n1"));

    assertThat(shown(seen(found, Pod.running("n1")))).isEqualTo("running, started");
    assertThat(actions(found)).as("and is not started again").isEmpty();
  }

  @Conformance("C011")
  @Test
  void aTaskToldToStopBeforeItStartedIsStoppedOnce() {
    Sketch told = TASK.desired(DesiredState.SHUTDOWN);
    Sketch successor = Sketch.waiting(1, 2, NOW).because(Reason.SPEC_CHANGED);
    Scene first = new Scene().tasks(told.pod(MADE), successor);
    Scene second = new Scene().tasks(told.pod(MADE.deleting()), successor);

    assertThat(deletions(first)).isEqualTo(1);
    assertThat(deletions(second)).as("it is on its way").isZero();
    assertThat(shown(seen(told, MADE.deleting().gone()))).isEqualTo("shutdown, shutdown");
  }

  private static long deletions(Scene scene) {
    return scene.plan().steps().stream()
        .flatMap(s -> s.actions().stream())
        .filter(Action.DeletePod.class::isInstance)
        .count();
  }

  @Conformance("C013")
  @ParameterizedTest
  @EnumSource(names = {"COMPLETE", "SHUTDOWN", "FAILED", "REJECTED", "ORPHANED"})
  void aTaskThatHasEndedIsNotStopped(TaskState state) {
    Sketch ended =
        Sketch.ended(1, 1, state, Duration.ofMinutes(1)).pod(Pod.running("n1").exited(1));
    Scene scene = new Scene().tasks(ended, Sketch.running(1, 2, "n2"));

    assertThat(scene.task(1, 1).now()).isEqualTo(ended.record().orElseThrow());
    assertThat(scene.plan().idle()).isTrue();
  }

  @Conformance(value = "C014", differs = "D25")
  @Test
  void aTaskThatIsToWaitWaitsAndIsStartedOnceWhenItMay() {
    Sketch early = Sketch.waiting(1, 2, NOW.plusSeconds(1)).because(Reason.TASK_FAILED);
    Sketch due = Sketch.waiting(1, 2, NOW).because(Reason.TASK_FAILED);
    Sketch started = due.pod(Pod.made("n1"));

    assertThat(actions(early)).isEmpty();
    assertThat(new Scene().tasks(early).plan().wakeAt()).isEqualTo(Optional.of(NOW.plusSeconds(1)));
    assertThat(actions(due))
        .singleElement()
        .isInstanceOfSatisfying(
            Action.CreatePod.class,
            a -> assertThat(a.task().desired()).isEqualTo(DesiredState.RUNNING));
    assertThat(actions(started)).isEmpty();
  }
}
