package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What is written before, and instead of, what leaves a slot's history (S§11), so that nothing is
 * lost with an operator that dies in between.
 */
class SlotHistoryTest {
  private static final Duration AGO = Duration.ofHours(1);

  private final StepList steps = new StepList();

  private SlotHistory history(Scene scene) {
    World world = scene.world();
    return new SlotHistory(
        new HistoryReaper(world, new RestartSupervisor(world)), steps, world.now());
  }

  private static Slot slot(Scene scene) {
    return scene.world().slots().get(SlotId.numbered(1));
  }

  /** A slot whose tasks have ended but for the newest. */
  private static Scene ended(int count, Sketch newest) {
    Scene scene = new Scene().history(1);
    IntStream.rangeClosed(1, count)
        .forEach(n -> scene.tasks(Sketch.ended(1, n, TaskState.SHUTDOWN, AGO)));
    return scene.tasks(newest);
  }

  private static String words(List<Action> actions) {
    return actions.stream().map(SlotHistoryTest::words).collect(Collectors.joining(", "));
  }

  private static String words(Action action) {
    if (action instanceof Action.SaveRecord save) {
      TaskRecord task = save.task();
      return "save %d %s %s"
          .formatted(task.identity().attempt(), task.state(), task.desired())
          .toLowerCase(Locale.ROOT);
    }
    return action instanceof Action.DeletePod delete
        ? "delete " + attempt(delete.pod())
        : "forget " + attempt(((Action.DeleteRecord) action).name());
  }

  private static String attempt(String name) {
    return IntStream.rangeClosed(1, 9)
        .filter(n -> name.endsWith(TaskIds.of("uid", SlotId.numbered(1), n)))
        .mapToObj(Integer::toString)
        .findFirst()
        .orElseThrow();
  }

  private String written() {
    return words(steps.steps().stream().flatMap(s -> s.actions().stream()).toList());
  }

  /** Of a task that has no record yet the attempt would be given again, should its pod vanish. */
  @Test
  void theNewestIsWrittenDownBeforeTheHighestRecordGoes() {
    Scene scene = ended(2, Sketch.running(1, 3, "n1").noRecord());

    assertThat(anchored(scene, 1, 2)).isEqualTo("save 3 running running");
    assertThat(anchored(scene, 1)).as("the second one's record stays").isEmpty();
    assertThat(anchored(scene)).as("none goes").isEmpty();
    assertThat(anchored(ended(2, Sketch.running(1, 3, "n1")), 1, 2)).as("it has one").isEmpty();
  }

  @Test
  void oneThatIsWrittenInTheSamePlanIsNotWrittenTwice() {
    Scene scene = ended(2, Sketch.running(1, 3, "n1").noRecord());
    Action unused = steps.save(slot(scene).newest().now());

    assertThat(anchored(scene, 1, 2)).isEmpty();
  }

  @Test
  void oneThatLeftTheHistoryIsNotRememberedAgain() {
    Sketch goes = Sketch.running(1, 3, "n1").noRecord().pod(Pod.running("n1").exited(0).deleting());

    assertThat(anchored(ended(2, goes), 1, 2)).isEmpty();
  }

  private String anchored(Scene scene, Integer... attempts) {
    List<Integer> gone = List.of(attempts);
    Slot slot = slot(scene);
    return words(
        history(scene)
            .anchor(slot, slot.tasks().stream().filter(t -> gone.contains(t.attempt())).toList()));
  }

  /** What is recorded is not looked at again: so all that has just ended is recorded with it. */
  @Test
  void whatHasJustEndedIsWrittenDownWithWhatGoes() {
    Sketch endsNow = Sketch.running(1, 2, "n1").pod(Pod.running("n1").exited(1));
    Scene scene =
        new Scene()
            .history(2)
            .tasks(Sketch.ended(1, 1, TaskState.SHUTDOWN, AGO), endsNow)
            .tasks(Sketch.running(1, 3, "n1"));

    history(scene).lookBack(slot(scene));

    assertThat(written()).isEqualTo("forget 1, save 2 failed shutdown");
  }

  @Test
  void butNotWhatIsToGoAnyway() {
    Sketch endsNow =
        Sketch.running(1, 2, "n1").desired(DesiredState.REMOVE).pod(Pod.running("n1").exited(1));
    Scene scene =
        new Scene()
            .history(1)
            .tasks(Sketch.ended(1, 1, TaskState.SHUTDOWN, AGO), endsNow)
            .tasks(Sketch.running(1, 3, "n1"));

    history(scene).lookBack(slot(scene));

    assertThat(written()).isEqualTo("forget 1");
  }

  @Test
  void noneIsTakenCareOfTwice() {
    Scene scene = ended(2, Sketch.waiting(1, 3, Sketch.NOW));
    List<Action> unused = steps.drop(slot(scene).tasks().get(2));

    history(scene).lookBack(slot(scene));

    assertThat(written()).isEqualTo("forget 2");
  }

  @Test
  void oneThatStillStopsGoesLater() {
    Sketch stops =
        Sketch.running(1, 1, "n1")
            .record(
                Sketch.running(1, 1, "n1")
                    .observed()
                    .record()
                    .orElseThrow()
                    .ended(TaskState.REJECTED, "", "", Sketch.NOW.minus(AGO)));
    Scene scene = new Scene().history(1).tasks(stops, Sketch.running(1, 2, "n1"));

    history(scene).lookBack(slot(scene));

    assertThat(written()).isEqualTo("save 1 rejected remove");
  }

  @Test
  void unlessItIsTakenCareOf() {
    Sketch stops =
        Sketch.running(1, 1, "n1")
            .record(
                Sketch.running(1, 1, "n1")
                    .observed()
                    .record()
                    .orElseThrow()
                    .ended(TaskState.REJECTED, "", "", Sketch.NOW.minus(AGO)));
    Scene scene = new Scene().history(1).tasks(stops, Sketch.running(1, 2, "n1"));
    Action unused = steps.delete(slot(scene).tasks().get(1));

    history(scene).lookBack(slot(scene));

    assertThat(written()).isEmpty();
  }

  @Test
  void oneThatIsGivenUpAndLeavesTheHistoryIsNotWrittenDown() {
    Scene scene =
        new Scene().history(1).tasks(Sketch.waiting(1, 1, Sketch.NOW), Sketch.running(1, 2, "n1"));

    history(scene).giveUp(slot(scene), List.of(slot(scene).tasks().get(1)));

    assertThat(written()).isEqualTo("forget 1");
  }

  /** Two tasks too many, of which one still stops: as many go later as are too many then. */
  @Test
  void noMoreGoLaterThanAreTooMany() {
    Sketch stops =
        Sketch.running(1, 2, "n1")
            .record(
                Sketch.running(1, 2, "n1")
                    .observed()
                    .record()
                    .orElseThrow()
                    .ended(TaskState.REJECTED, "", "", Sketch.NOW.minus(AGO)));
    Scene scene =
        new Scene()
            .history(2)
            .tasks(Sketch.ended(1, 1, TaskState.SHUTDOWN, AGO), stops)
            .tasks(Sketch.running(1, 3, "n1"));

    history(scene).lookBack(slot(scene));

    assertThat(written()).isEqualTo("forget 1");
  }

  private String comes(Scene scene, int told) {
    Slot slot = slot(scene);
    int attempt = slot.newest().attempt() + 1;
    TaskIdentity next =
        Sketch.waiting(1, attempt, Sketch.NOW).because(Reason.NODE_DRAINED).identity();
    Action coming =
        steps.save(
            TaskRecord.created(next, DesiredState.READY, Optional.empty(), scene.world().now()));
    List<Action> then =
        slot.tasks().stream().filter(t -> t.attempt() == told).map(steps::delete).toList();
    history(scene).comes(slot, List.of(), List.of(), coming, then);
    return written();
  }

  /**
   * The newest says that the older one runs on; without it one that waits would be a reason to stop
   * that. So it goes only where the older one is told to stop anyway.
   */
  @Test
  void aFailedStepStaysWhereWhatWaitsWouldStopTheOlderOne() {
    Sketch failed =
        Sketch.running(1, 2, "n2")
            .record(Sketch.ended(1, 2, TaskState.FAILED, AGO).observed().record().orElseThrow());
    Scene scene = new Scene().history(1).tasks(Sketch.running(1, 1, "n1"));

    assertThat(comes(scene.tasks(failed.noPod()), 1))
        .isEqualTo("save 3 ready ready, delete 1, forget 2");
  }

  @Test
  void andNotWhereOnlyAnotherOneIsToldToStop() {
    Sketch failed = Sketch.ended(1, 3, TaskState.FAILED, AGO);
    Scene scene =
        new Scene().history(1).tasks(Sketch.running(1, 1, "n1"), Sketch.running(1, 2, "n2"));

    assertThat(comes(scene.tasks(failed), 2)).isEqualTo("save 4 ready ready, delete 2");
  }
}
