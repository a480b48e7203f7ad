package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Conformance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which tasks a job gets, from what it has (S§8.2, S§8.3): ten at a time, thirty in all. */
class JobOrchestratorTest {
  private static final Duration LONG_AGO = Duration.ofHours(1);
  private static final RestartPolicy AT_ONCE =
      new RestartPolicy(RestartCondition.ANY, Duration.ZERO, 0, Duration.ZERO);

  private static Scene tenOfThirty() {
    return new Scene()
        .mode(new Mode.ReplicatedJob(10, 30))
        .nodes(3)
        .restart(1, AT_ONCE)
        .iteration(0);
  }

  private static Scene everywhere() {
    return new Scene().mode(new Mode.GlobalJob()).nodes(3).iteration(0);
  }

  private static Sketch at(int slot) {
    return Sketch.running(slot, 1, "n1").of(0);
  }

  private static Sketch completed(int slot) {
    return completed(slot, 1);
  }

  private static Sketch completed(int slot, int attempt) {
    return Sketch.ended(slot, attempt, TaskState.COMPLETE, LONG_AGO).of(0);
  }

  private static Sketch failed(int slot) {
    return Sketch.ended(slot, 1, TaskState.FAILED, LONG_AGO).of(0);
  }

  private static List<Sketch> slots(int from, int to, IntFunction<Sketch> task) {
    return IntStream.rangeClosed(from, to).mapToObj(task).toList();
  }

  /** The tasks that a plan makes, each as its slot and why it was made. */
  private static List<String> made(Scene scene) {
    List<String> made = new ArrayList<>();
    for (Step step : scene.plan().steps()) {
      for (Action action : step.actions()) {
        if (action instanceof Action.CreatePod create) {
          assertThat(create.task().desired()).isEqualTo(DesiredState.COMPLETE);
          TaskIdentity task = create.task().identity();
          made.add(task.slot().word() + " " + task.reason().word());
        }
      }
    }
    return made;
  }

  private static List<String> started(Integer... slots) {
    return Arrays.stream(slots).map(slot -> slot + " JobStarted").toList();
  }

  @Conformance("C139")
  @Test
  void withoutTasksAsManyAsMayBeAtWork() {
    assertThat(made(tenOfThirty()))
        .containsExactlyElementsOf(started(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
  }

  @Conformance("C140")
  @Test
  void besideSixThatWorkFourMoreInTheLowestFreeSlots() {
    Scene scene = tenOfThirty().tasks(at(0), at(2), at(4), at(6), at(8), at(10));

    assertThat(made(scene)).containsExactlyElementsOf(started(1, 3, 5, 7));
  }

  @Conformance("C142")
  @Test
  void failedOnesAreRestartedAndTakeTheirPlaces() {
    Scene scene =
        tenOfThirty()
            .tasks(slots(0, 9, JobOrchestratorTest::completed))
            .tasks(slots(10, 14, JobOrchestratorTest::failed));

    assertThat(made(scene))
        .containsExactly(
            "10 TaskFailed",
            "11 TaskFailed",
            "12 TaskFailed",
            "13 TaskFailed",
            "14 TaskFailed",
            "15 JobStarted",
            "16 JobStarted",
            "17 JobStarted",
            "18 JobStarted",
            "19 JobStarted");
  }

  @Conformance("C143")
  @Test
  void theLastTenOfThirty() {
    Scene scene = tenOfThirty().tasks(slots(0, 19, JobOrchestratorTest::completed));

    assertThat(made(scene))
        .containsExactlyElementsOf(started(20, 21, 22, 23, 24, 25, 26, 27, 28, 29));
  }

  @Test
  void noMoreThanAreStillToComplete() {
    Scene scene = tenOfThirty().tasks(slots(0, 26, JobOrchestratorTest::completed)).tasks(at(27));

    assertThat(made(scene)).containsExactlyElementsOf(started(28, 29));
  }

  @Conformance(value = "C146", differs = "D81")
  @Test
  void theNextIterationTakesTheLastOnesUnfinishedTasksAway() {
    Scene scene =
        tenOfThirty()
            .iteration(1)
            .memory(m -> m.withAttemptFloor(1))
            .tasks(slots(0, 1, JobOrchestratorTest::completed))
            .tasks(slots(2, 11, JobOrchestratorTest::at));

    Plan plan = scene.plan();

    assertThat(removed(plan)).containsExactly("2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
    assertThat(made(scene)).containsExactlyElementsOf(started(0, 1));
    assertThat(waiting(plan)).containsExactly("2", "3", "4", "5", "6", "7", "8", "9");
  }

  private static List<String> removed(Plan plan) {
    return saved(plan, DesiredState.REMOVE);
  }

  private static List<String> waiting(Plan plan) {
    return saved(plan, DesiredState.READY);
  }

  private static List<String> saved(Plan plan, DesiredState desired) {
    return plan.steps().stream()
        .flatMap(step -> step.actions().stream())
        .filter(Action.SaveRecord.class::isInstance)
        .map(action -> ((Action.SaveRecord) action).task())
        .filter(task -> task.desired() == desired)
        .map(task -> task.identity().slot().word())
        .toList();
  }

  @Conformance("C148")
  @Test
  void aGlobalJobGetsATaskOnEveryNode() {
    assertThat(made(everywhere()))
        .containsExactly("n1 JobStarted", "n2 JobStarted", "n3 JobStarted");
  }

  @Conformance("C149")
  @Test
  void aGlobalJobGetsOneWhereNoneWorksOrHasCompleted() {
    Scene scene =
        everywhere()
            .tasks(
                Sketch.runningOn("n1", 1).of(0),
                Sketch.runningOn("n2", 1).ended(TaskState.COMPLETE, LONG_AGO).of(0));

    assertThat(made(scene)).containsExactly("n3 JobStarted");
  }

  @Conformance("C151")
  @Test
  void aDrainedNodesTaskIsStoppedAndAPausedOneGetsNone() {
    Scene scene =
        everywhere()
            .node("n1", Availability.DRAIN)
            .node("n2", Availability.PAUSE)
            .tasks(Sketch.runningOn("n1", 1).of(0));

    assertThat(made(scene)).containsExactly("n3 JobStarted");
    assertThat(saved(scene.plan(), DesiredState.SHUTDOWN)).containsExactly("n1");
  }

  @Conformance("C152")
  @Test
  void aDownNodeGetsNone() {
    assertThat(made(everywhere().down("n1"))).containsExactly("n2 JobStarted", "n3 JobStarted");
  }

  @Conformance(value = "C154", differs = "D81")
  @Test
  void theNextIterationOfAGlobalJobTakesAllOfTheLastAway() {
    Scene scene =
        everywhere()
            .iteration(1)
            .memory(m -> m.withAttemptFloor(1))
            .tasks(
                Sketch.runningOn("n1", 1).of(0),
                Sketch.runningOn("n2", 1).ended(TaskState.COMPLETE, LONG_AGO).of(0));

    Plan plan = scene.plan();

    assertThat(removed(plan)).containsExactly("n1");
    assertThat(waiting(plan)).containsExactly("n1");
    assertThat(plan.steps())
        .contains(Step.of(new Action.DeleteRecord(scene.task(SlotId.onNode("n2"), 1).name())));
    assertThat(made(scene)).containsExactly("n2 JobStarted", "n3 JobStarted");
  }

  @Conformance(value = "C155", differs = "D145")
  @Conformance(value = "C155", differs = "D146")
  @Test
  void aStoppedTaskOfADeletedNodeGoesAndAnUnfinishedOneIsToldTo() {
    Scene scene =
        everywhere()
            .memory(m -> m.withAttemptFloor(1))
            .tasks(
                Sketch.runningOn("n8", 1).ended(TaskState.SHUTDOWN, LONG_AGO).of(0),
                Sketch.runningOn("n9", 1).of(0));

    Plan plan = scene.plan();

    assertThat(removed(plan)).containsExactly("n9");
    assertThat(plan.steps())
        .contains(Step.of(new Action.DeleteRecord(scene.task(SlotId.onNode("n8"), 1).name())));
  }

  @Conformance("C137")
  @Test
  void onlyAJobHasAnIteration() {
    Scene job = tenOfThirty().memory(m -> Memory.NONE);
    Scene service = new Scene().memory(m -> Memory.NONE);

    assertThat(job.remember().job()).contains(new JobIteration(0, Sketch.NOW, "hash-1/10/30"));
    assertThat(service.remember().job()).isEmpty();
  }

  @Test
  void aLostTaskThatIsBackIsStoppedWhenItsReplacementHasCompleted() {
    Scene slot = tenOfThirty().tasks(at(0), completed(0, 2));
    Scene node =
        everywhere()
            .tasks(
                Sketch.runningOn("n1", 1).of(0),
                Sketch.runningOn("n1", 2).ended(TaskState.COMPLETE, LONG_AGO).of(0));

    assertThat(saved(slot.plan(), DesiredState.SHUTDOWN)).containsExactly("0");
    assertThat(saved(node.plan(), DesiredState.SHUTDOWN)).containsExactly("n1");
  }

  @Test
  void attemptNumbersGoOnAboveThoseOfRemovedTasks() {
    Scene scene = tenOfThirty().memory(m -> m.withAttemptFloor(7)).tasks(completed(0), at(1));
    Step first = scene.plan().steps().get(0);

    assertThat(((Action.CreatePod) first.actions().get(0)).task().identity().attempt())
        .isEqualTo(8);
  }
}
