package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.conformance.Difference;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What leaves a slot's history (S§11). */
class HistoryReaperTest {
  private static final Duration AGO = Duration.ofHours(1);

  /** A slot with six ended tasks and a seventh that runs. */
  private static Scene slot(int limit) {
    Scene scene = new Scene().history(limit);
    for (int attempt = 1; attempt <= 6; attempt++) {
      scene.tasks(Sketch.ended(1, attempt, TaskState.SHUTDOWN, AGO));
    }
    return scene.tasks(Sketch.running(1, 7, "n1"));
  }

  private static String goneWhenOneComes(Scene scene) {
    return attempts(reaper(scene).makeRoom(slot(scene), List.of()));
  }

  private static String goneWhileNoneComes(Scene scene) {
    return attempts(reaper(scene).tidy(slot(scene), List.of()));
  }

  private static HistoryReaper reaper(Scene scene) {
    World world = scene.world();
    return new HistoryReaper(world, new RestartSupervisor(world));
  }

  private static Slot slot(Scene scene) {
    return scene.world().slots().get(SlotId.numbered(1));
  }

  private static String attempts(List<Task> gone) {
    return gone.stream().map(t -> "" + t.attempt()).collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "5, '1 2 3'",
    "3, '1 2 3 4 5'",
    "1, '1 2 3 4 5 6'",
    "0, '1 2 3 4 5 6'",
    "-1, ''",
    "8, ''"
  })
  void theOldestGoWhenATaskComes(int limit, String gone) {
    assertThat(goneWhenOneComes(slot(limit))).isEqualTo(gone);
  }

  @ParameterizedTest
  @CsvSource({"0, '1 2 3 4 5 6'", "1, '1 2 3 4 5'", "2, '1 2 3 4'"})
  void maxAttemptsMakeTheLimit(int attempts, String gone) {
    Scene scene =
        slot(1)
            .restart(
                1,
                new RestartPolicy(
                    RestartCondition.ANY, Duration.ofSeconds(5), attempts, Duration.ZERO));

    assertThat(goneWhileNoneComes(scene)).isEqualTo(gone);
  }

  @Test
  void nothingVanishesWhenTheLimitIsLowered() {
    assertThat(slot(2).plan().idle()).isTrue();
  }

  @Test
  void whatIsAtWorkStays() {
    Scene scene =
        new Scene()
            .history(1)
            .tasks(
                Sketch.running(1, 1, "n1")
                    .desired(DesiredState.SHUTDOWN)
                    .pod(Pod.running("n1").deleting()),
                Sketch.running(1, 2, "n1"));

    assertThat(goneWhenOneComes(scene)).isEmpty();
  }

  @Difference("D31")
  @Test
  void whatARunningRolloutMadeStaysUntilItIsOver() {
    Sketch made = Sketch.ended(1, 1, TaskState.FAILED, AGO).by(1);
    Scene scene = new Scene().history(1).tasks(made, Sketch.running(1, 2, "n1"));

    assertThat(goneWhenOneComes(scene)).isEqualTo("1");
    assertThat(goneWhenOneComes(scene.rollout(RolloutState.UPDATING, 1))).isEmpty();
  }

  /** A task of a slot, and how it got there. */
  private record Row(String what, Sketch task) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Row> meantToRun() {
    Sketch starting = Sketch.starting(1, 1, "n1");
    Pod made = Pod.made("n1");
    return Stream.of(
        new Row("ready, waits", Sketch.waiting(1, 1, Sketch.NOW.plusSeconds(9))),
        new Row("new", starting.node("").pod(Pod.made(""))),
        new Row("pending", starting.node("").pod(Pod.made("").unscheduled("no suitable node"))),
        new Row("assigned", starting.pod(made)),
        new Row("preparing", starting.pod(made.waits("ContainerCreating", ""))),
        new Row("starting", starting.pod(made.started())),
        new Row("running", Sketch.running(1, 1, "n1")));
  }

  @Conformance("C221")
  @ParameterizedTest
  @MethodSource("meantToRun")
  void whatIsMeantToRunStaysWhateverTheLimit(Row row) {
    assertThat(goneWhenOneComes(new Scene().history(0).tasks(row.task()))).isEmpty();
  }

  static Stream<Row> stopped() {
    Sketch unplaced = Sketch.starting(1, 1, "").desired(DesiredState.SHUTDOWN);
    return Stream.concat(
        Stream.of(
            new Row("new, never had a pod", unplaced.noPod()),
            new Row("pending, its pod gone", unplaced.pod(Pod.made("").deleting().gone()))),
        Stream.of(TaskState.values())
            .filter(TaskState::ended)
            .map(s -> new Row(s.name(), Sketch.ended(1, 1, s, AGO))));
  }

  @Conformance("C223")
  @ParameterizedTest
  @MethodSource("stopped")
  void whatWasToldToStopAndNeverStartedOrHasEndedGoes(Row row) {
    assertThat(goneWhenOneComes(new Scene().history(0).tasks(row.task()))).isEqualTo("1");
  }

  static Stream<Row> stopping() {
    return meantToRun()
        .filter(r -> !r.what().matches("ready.*|new|pending"))
        .map(
            r ->
                new Row(
                    r.what(),
                    r.task()
                        .desired(DesiredState.SHUTDOWN)
                        .pod(new Pod(r.task().pod().orElseThrow()).deleting())));
  }

  @Conformance("C224")
  @ParameterizedTest
  @MethodSource("stopping")
  void whatWasToldToStopAndIsStillThereStays(Row row) {
    assertThat(goneWhenOneComes(new Scene().history(0).tasks(row.task()))).isEmpty();
  }

  @Difference("D31")
  @Test
  void theNewestGoesOnlyWhenAnotherTaskComes() {
    Scene scene =
        new Scene()
            .history(1)
            .tasks(Sketch.running(1, 1, "n1"), Sketch.ended(1, 2, TaskState.FAILED, AGO));

    assertThat(goneWhileNoneComes(scene)).isEmpty();
    assertThat(goneWhenOneComes(scene)).isEqualTo("2");
  }

  /** The attempts of a policy that another revision has: how many there were is read off them. */
  @ParameterizedTest
  @CsvSource({"0, 0, '1 2 3'", "3, 0, '1'", "3, 3601, '1'", "3, 3600, '1 2'", "3, 60, '1 2 3'"})
  @Difference("D31")
  void attemptsThatStillCountStay(int attempts, int window, String gone) {
    RestartPolicy policy =
        new RestartPolicy(
            RestartCondition.ANY, Duration.ZERO, attempts, Duration.ofSeconds(window));
    Sketch second = Sketch.ended(1, 2, TaskState.FAILED, AGO).because(Reason.TASK_FAILED);
    Sketch third = Sketch.ended(1, 3, TaskState.FAILED, AGO).because(Reason.TASK_FAILED);
    Scene scene =
        new Scene()
            .restart(1, policy)
            .spec(2)
            .memory(m -> m.withSpecRevision(2).withTarget(2, 1))
            .history(1)
            .tasks(
                Sketch.ended(1, 1, TaskState.FAILED, AGO),
                second.made(Duration.ofSeconds(3600)),
                third.made(Duration.ofSeconds(3599)));

    assertThat(goneWhenOneComes(scene)).isEqualTo(gone);
  }
}
