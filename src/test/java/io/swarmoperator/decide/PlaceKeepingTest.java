package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** While a place changes hands, older tasks that have none stand back (S§9.6, mechanics 5). */
class PlaceKeepingTest {
  private static final int WAITS = 9;

  /** Slot 9's task is of the old revision and has no node. */
  private static Scene updating(int limit, Sketch... tasks) {
    Placement placement = new Placement(List.of(), List.of(), limit);
    return new Scene()
        .spec(2)
        .placement(1, placement)
        .placement(2, placement)
        .memory(m -> m.withSpecRevision(2).withTarget(2, 1))
        .rollout(RolloutState.UPDATING, 1)
        .tasks(tasks)
        .tasks(Sketch.starting(WAITS, 1, ""));
  }

  private static boolean standsBack(Scene scene, Slot... leaving) {
    PlaceKeeping places = new PlaceKeeping(scene.world(), List.of(leaving));
    return places.standsBack(scene.task(WAITS, 1));
  }

  private static Slot slot(Scene scene) {
    return scene.world().slots().get(SlotId.numbered(1));
  }

  private static boolean standsBackWhenSlot1Leaves(int limit, Sketch task) {
    Scene scene = updating(limit, task);
    return standsBack(scene, slot(scene));
  }

  @Test
  void aWorkerIsAboutToTakeATaskOffItsNode() {
    Sketch runs = Sketch.running(1, 1, "n1");
    assertThat(standsBackWhenSlot1Leaves(1, runs)).isTrue();
    assertThat(standsBackWhenSlot1Leaves(0, runs)).as("without a limit").isFalse();
    assertThat(standsBackWhenSlot1Leaves(1, Sketch.starting(1, 1, ""))).as("on no node").isFalse();
    assertThat(standsBackWhenSlot1Leaves(1, runs.noPod().desired(DesiredState.RUNNING)))
        .as("its pod is gone")
        .isFalse();
    assertThat(standsBack(updating(1, runs))).as("no worker takes it").isFalse();
  }

  private record Row(String what, boolean awaited, List<Sketch> slot) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static Row row(String what, boolean awaited, Sketch... slot) {
    return new Row(what, awaited, List.of(slot));
  }

  private static Sketch made(Sketch task) {
    return task.by(1).revision("hash-2");
  }

  static Stream<Row> table() {
    Sketch stopped = Sketch.ended(1, 1, TaskState.SHUTDOWN, Duration.ofMinutes(1)).node("n1");
    Sketch next = made(Sketch.starting(1, 2, ""));
    return Stream.of(
        row(
            "the next one waits for its pod",
            true,
            stopped,
            made(Sketch.waiting(1, 2, Sketch.NOW))),
        row("the scheduler has yet to look at its pod", true, stopped, next),
        row("the scheduler has", false, stopped, next.pod(Pod.made("").unscheduled("no room"))),
        row("it has its node", false, stopped, made(Sketch.starting(1, 2, "n1"))),
        row("its pod goes", false, stopped, next.pod(Pod.made("").deleting())),
        row("its pod has ended", false, stopped, next.pod(Pod.made("").exited(1))),
        row("a restart made it", false, stopped, next.because(Reason.TASK_FAILED)),
        row("it is of another revision", false, stopped, Sketch.starting(1, 2, "").by(1)),
        row("the old one runs on beside it", false, Sketch.running(1, 1, "n1"), next),
        row("the old one had no place", false, stopped.node(""), next),
        row("it is the slot's first", true, next));
  }

  @ParameterizedTest
  @MethodSource("table")
  void aPlaceIsOnItsWay(Row row) {
    assertThat(standsBack(updating(1, row.slot().toArray(Sketch[]::new)))).isEqualTo(row.awaited());
  }
}
