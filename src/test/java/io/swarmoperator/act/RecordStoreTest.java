package io.swarmoperator.act;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.api.DesiredState;
import io.swarmoperator.api.KeptInRollout;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.api.TaskState;
import io.swarmoperator.observe.TestTasks;
import org.junit.jupiter.api.Test;

class RecordStoreTest {

  @Test
  void aTaskNeverGoesBack() {
    SwarmTask ours = task(DesiredState.RUNNING, TaskState.STARTING);
    RecordStore.neverBack(task(DesiredState.SHUTDOWN, TaskState.FAILED), ours);

    assertThat(states(ours)).isEqualTo("SHUTDOWN FAILED");
  }

  @Test
  void whatIsFurtherCountsOfBoth() {
    SwarmTask ours = task(DesiredState.SHUTDOWN, TaskState.RUNNING);
    RecordStore.neverBack(task(DesiredState.RUNNING, TaskState.COMPLETE), ours);

    assertThat(states(ours)).isEqualTo("SHUTDOWN COMPLETE");
  }

  @Test
  void oursCountsWhenItIsFurther() {
    SwarmTask ours = task(DesiredState.REMOVE, TaskState.SHUTDOWN);
    RecordStore.neverBack(task(DesiredState.RUNNING, TaskState.RUNNING), ours);

    assertThat(states(ours)).isEqualTo("REMOVE SHUTDOWN");
  }

  @Test
  void anEndThatIsRecordedStays() {
    SwarmTask ours = task(DesiredState.SHUTDOWN, TaskState.FAILED);
    RecordStore.neverBack(task(DesiredState.SHUTDOWN, TaskState.SHUTDOWN), ours);

    assertThat(states(ours)).isEqualTo("SHUTDOWN SHUTDOWN");
  }

  @Test
  void aPreparedTaskThatIsStartedBeginsItsStatesAnew() {
    SwarmTask ours = task(DesiredState.RUNNING, TaskState.NEW);
    RecordStore.neverBack(task(DesiredState.READY, TaskState.READY), ours);

    assertThat(states(ours)).isEqualTo("RUNNING NEW");
  }

  @Test
  void aTaskThatHasBeenStartedIsNotPreparedAgain() {
    SwarmTask ours = task(DesiredState.READY, TaskState.READY);
    RecordStore.neverBack(task(DesiredState.RUNNING, TaskState.PENDING), ours);

    assertThat(states(ours)).isEqualTo("RUNNING PENDING");
  }

  @Test
  void theLastRolloutThatKeptATaskStays() {
    SwarmTask ours = task(DesiredState.RUNNING, TaskState.RUNNING);
    RecordStore.neverBack(keptIn(3, "2026-01-01T12:00:00.000000Z"), ours);
    assertThat(ours.getSpec().getKept().getRollout()).isEqualTo(3);

    SwarmTask later = keptIn(3, "2026-01-01T12:00:09.000000Z");
    RecordStore.neverBack(keptIn(3, "2026-01-01T12:00:00.000000Z"), later);
    assertThat(later.getSpec().getKept().getAt()).isEqualTo("2026-01-01T12:00:00.000000Z");

    SwarmTask next = keptIn(4, "2026-01-01T12:00:09.000000Z");
    RecordStore.neverBack(keptIn(3, "2026-01-01T12:00:00.000000Z"), next);
    assertThat(next.getSpec().getKept().getRollout()).isEqualTo(4);
  }

  private static SwarmTask keptIn(int rollout, String at) {
    SwarmTask task = task(DesiredState.RUNNING, TaskState.RUNNING);
    KeptInRollout kept = new KeptInRollout();
    kept.setRollout(rollout);
    kept.setAt(at);
    task.getSpec().setKept(kept);
    return task;
  }

  @Test
  void whatAnotherOperatorMadeItForStands() {
    SwarmTask live = task(DesiredState.READY, TaskState.READY);
    live.getSpec().setReason("SpecChanged");
    live.getMetadata().getLabels().put("swarmoperator.io/reason", "SpecChanged");
    live.getMetadata().getLabels().remove("swarmoperator.io/service-uid");
    SwarmTask ours = task(DesiredState.RUNNING, TaskState.NEW);
    ours.getSpec().setReason("PodDeleted");
    RecordStore.asDecided(live, ours);

    assertThat(states(ours)).isEqualTo("RUNNING NEW");
    assertThat(ours.getSpec().getReason()).isEqualTo("SpecChanged");
    assertThat(ours.getMetadata().getLabels())
        .containsEntry("swarmoperator.io/reason", "SpecChanged")
        .containsKey("swarmoperator.io/service-uid");
  }

  private static String states(SwarmTask task) {
    return task.getSpec().getDesiredState() + " " + task.getStatus().getState();
  }

  private static SwarmTask task(DesiredState desired, TaskState state) {
    SwarmTask task =
        TestTasks.stored(TestTasks.record(1, io.swarmoperator.decide.TaskState.NEW), "1");
    task.getSpec().setDesiredState(desired);
    task.getStatus().setState(state);
    return task;
  }
}
