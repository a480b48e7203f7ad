package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How far a run is, read off what is left of its tasks where that is little (S§5.4). */
class UpdaterTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static Scene updating() {
    return new Scene()
        .spec(2)
        .memory(m -> m.withSpecRevision(2).withTarget(2, 1))
        .rollout(RolloutState.UPDATING, 1);
  }

  private static Scene updatingNodes(String... gone) {
    return updating()
        .mode(new Mode.Global())
        .memory(
            m ->
                m.withRollout(
                    m.rollout()
                        .map(
                            r ->
                                r.withGone(
                                    Stream.of(gone)
                                        .map(
                                            n ->
                                                new Rollout.GoneSlot(
                                                    n,
                                                    Sketch.NOW.minusSeconds(9),
                                                    Sketch.NOW.minusSeconds(8)))
                                        .toList()))));
  }

  private static Updater updater(Scene scene) {
    return new Updater(scene.world(), scene.slots(), scene.view().memory().rollout().orElseThrow());
  }

  /** One that the run has made. */
  private static Sketch made(Sketch task) {
    return task.by(1).revision("hash-2").made(MINUTE);
  }

  private record Row(String what, boolean taken, List<Sketch> tasks) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static Row row(String what, boolean taken, Sketch... tasks) {
    return new Row(what, taken, List.of(tasks));
  }

  static Stream<Row> table() {
    Sketch old = Sketch.running(1, 1, "n1");
    Sketch withdrawn = made(Sketch.starting(1, 2, "")).noPod().desired(DesiredState.SHUTDOWN);
    return Stream.of(
        row("its task starts", true, old, made(Sketch.starting(1, 2, "n2"))),
        row("its task stood back, and the operator died", false, old, withdrawn),
        row("its task has failed", true, old, made(Sketch.ended(1, 2, TaskState.FAILED, MINUTE))),
        row(
            "its task was on a node",
            true,
            old,
            made(Sketch.starting(1, 2, "n2")).noPod().desired(DesiredState.SHUTDOWN)),
        row(
            "another has come after it",
            true,
            old,
            withdrawn,
            Sketch.starting(1, 3, "").revision("hash-2")),
        row("no other runs", true, withdrawn));
  }

  @ParameterizedTest
  @MethodSource("table")
  void aWorkerHasTakenASlot(Row row) {
    Updater updater = updater(updating().tasks(row.tasks()));

    assertThat(updater.taken()).isEqualTo(row.taken() ? 1 : 0);
    assertThat(updater.next()).hasSize(row.taken() ? 0 : 1);
    assertThat(updater.passedOver()).isEmpty();
  }

  @Test
  void aSlotThatGoesCountsOnceThoughItsRecordIsStillThere() {
    Scene scene = updatingNodes("n1", "n9").tasks(made(Sketch.runningOn("n1", 2)));

    assertThat(updater(scene).taken()).isEqualTo(2);
  }

  /** S§5.4 d: its worker's delay begins when the node goes, and no sooner. */
  @Test
  void aTaskThatIsToGoIsWaitedForUntilItsNodeIsKnownToBeGone() {
    Sketch going =
        made(Sketch.runningOn("n1", 2)).state(TaskState.NEW).desired(DesiredState.REMOVE);

    assertThat(reached(updatingNodes("n2").tasks(going))).as("another node's").isEmpty();
    assertThat(reached(updatingNodes("n1").tasks(going))).isPresent();
    assertThat(
            reached(
                updating().tasks(made(Sketch.starting(1, 2, "n1")).desired(DesiredState.REMOVE))))
        .as("one that is scaled away frees its worker (s08b)")
        .isPresent();
  }

  private static Optional<?> reached(Scene scene) {
    Updater updater = updater(scene.nodes(1).unavailable("n1"));
    return updater.workersDone();
  }

  /** S§5.4 d: the delay of the one that went is slept all the same. */
  @Test
  void aNodeThatIsBackDoesNotTakeBackThatItsSlotWent() {
    assertThat(updater(updatingNodes("n1").tasks(Sketch.runningOn("n1", 2))).taken()).isEqualTo(1);
  }

  @Test
  void aSlotThatWasLeftAsItWasCountsOnceToo() {
    Sketch left = Sketch.runningOn("n1", 2).revision("hash-2").keptIn(1, Sketch.NOW);

    assertThat(updater(updatingNodes("n1").tasks(left)).taken()).isEqualTo(1);
  }
}
