package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How long a task runs on though its node drains, where its replacement is to come first. */
class NodeDrainTest {
  private static final Duration AGO = Duration.ofMinutes(1);

  private record Row(String what, boolean runsOn, List<Sketch> tasks) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static Row row(String what, boolean runsOn, Sketch... tasks) {
    return new Row(what, runsOn, List.of(tasks));
  }

  /** The task in question is the second of its slot. */
  static Stream<Row> table() {
    Sketch task = Sketch.running(1, 2, "n1");
    Sketch failed = Sketch.ended(1, 3, TaskState.FAILED, AGO);
    Sketch drained = Sketch.ended(1, 1, TaskState.SHUTDOWN, AGO).because(Reason.NODE_DRAINED);
    return Stream.of(
        row("nothing has come yet", false, task),
        row("its replacement starts", true, task, Sketch.starting(1, 3, "n2")),
        row("its replacement runs", false, task, Sketch.running(1, 3, "n2")),
        row("its replacement failed", true, task, failed.because(Reason.NODE_DRAINED)),
        row("what failed is an update's", false, task, failed.because(Reason.SPEC_CHANGED)),
        row(
            "it came by a drain itself",
            false,
            task.because(Reason.NODE_DRAINED),
            failed.because(Reason.SPEC_CHANGED)),
        row("so did the one before it", false, drained, task, failed.because(Reason.SPEC_CHANGED)));
  }

  @ParameterizedTest
  @MethodSource("table")
  void aTaskRunsOnUntilItsReplacementRuns(Row row) {
    Scene scene = new Scene().node("n1", Availability.DRAIN).tasks(row.tasks());
    ServiceSpec s = scene.view().spec();
    ServiceSpec startFirst =
        new ServiceSpec(
            s.namespace(),
            s.name(),
            s.uid(),
            s.mode(),
            s.paused(),
            s.update(),
            s.rollback(),
            UpdateOrder.START_FIRST,
            s.progressDeadline(),
            s.taskHistoryLimit(),
            s.revisionHistoryLimit());
    Slot slot = scene.world().slots().get(SlotId.numbered(1));

    assertThat(NodeDrain.awaitsReplacement(startFirst, slot, scene.task(1, 2)))
        .isEqualTo(row.runsOn());
  }
}
