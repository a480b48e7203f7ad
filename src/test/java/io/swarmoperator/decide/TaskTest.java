package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a task is called by the rules, told from its record and its pod. */
class TaskTest {
  private static final Duration AGO = Duration.ofMinutes(1);
  private static final Sketch RUNS = Sketch.running(1, 1, "n1");

  private static Task task(Sketch sketch) {
    return new Scene().tasks(sketch).task(1, 1);
  }

  /** S§11: it is not to be remembered again. */
  @Test
  void aTaskIsForgottenWhileItsPodGoesWithoutARecord() {
    Sketch goes = RUNS.noRecord().pod(Pod.running("n1").exited(0).deleting());
    assertThat(task(goes).forgotten()).isTrue();
    assertThat(task(RUNS.noRecord().pod(Pod.running("n1").exited(0))).forgotten())
        .as("nobody has told it to go")
        .isFalse();
    assertThat(task(RUNS.noRecord()).forgotten()).as("it runs").isFalse();
    assertThat(task(RUNS.pod(Pod.running("n1").exited(0).deleting())).forgotten())
        .as("it has a record")
        .isFalse();
  }

  @Test
  void aTaskBeginsUntilItsRecordSaysThatItIsThere() {
    assertThat(task(Sketch.waiting(1, 1, Sketch.NOW)).begins()).as("waits").isTrue();
    assertThat(task(RUNS.noRecord()).begins()).as("has a pod and no record").isTrue();
    assertThat(task(RUNS).begins()).as("has both").isFalse();
    assertThat(task(RUNS.noRecord().pod(Pod.running("n1").exited(1))).begins())
        .as("has ended before it had a record")
        .isTrue();
    assertThat(task(Sketch.ended(1, 1, TaskState.FAILED, AGO)).begins()).as("has ended").isFalse();
    assertThat(task(Sketch.waiting(1, 1, Sketch.NOW).desired(DesiredState.SHUTDOWN)).begins())
        .as("is given up")
        .isFalse();
  }

  /** S§10.4: that changes nothing any more. */
  @Test
  void onlyATaskThatHadBeenToldToStopIsOrphanedBelatedly() {
    Sketch told = RUNS.desired(DesiredState.SHUTDOWN).noPod();
    assertThat(new Scene().noNode("n1").tasks(told).task(1, 1).orphanedBelatedly()).isTrue();
    assertThat(new Scene().noNode("n1").tasks(RUNS.noPod()).task(1, 1).orphanedBelatedly())
        .as("nobody had told it")
        .isFalse();
    assertThat(task(told).orphanedBelatedly()).as("its node is there").isFalse();
  }
}
