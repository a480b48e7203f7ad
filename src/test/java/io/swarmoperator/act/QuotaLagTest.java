package io.swarmoperator.act;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.decide.ObservedTask;
import io.swarmoperator.decide.Reason;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.decide.TaskState;
import io.swarmoperator.observe.PodFacts;
import io.swarmoperator.observe.TestTasks;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuotaLagTest {
  private static final Instant END = Instant.parse("2026-01-01T00:01:00Z");
  private static final TaskIdentity NEXT =
      new TaskIdentity(
          "ping", SlotId.numbered(1), 1, "next", "hash", "alpine", Reason.SPEC_CHANGED, 1, 0);

  @Test
  void itMayStillCountWhatHasJustEnded() {
    TaskRecord failed = ended(1, TaskState.FAILED);

    assertThat(explains(quota(), END, without(failed))).isTrue();
    assertThat(explains(quota(), END.plusSeconds(9), without(failed))).isTrue();
    assertThat(explains(quota(), END.plusSeconds(10), without(failed))).isFalse();
  }

  @Test
  void itMayStillCountAPodWhoseEndIsYetToBeRecorded() {
    TaskRecord running = TestTasks.record(1, TaskState.RUNNING);

    assertThat(explains(quota(), END, without(running))).isTrue();
    assertThat(explains(quota(), END, with(running, "Succeeded"))).isTrue();
    assertThat(explains(quota(), END, with(running, "Failed"))).isTrue();
    assertThat(explains(quota(), END, with(running, "Running"))).isFalse();
  }

  @Test
  void anotherSlotOrARefusedPredecessorMakesNoRoom() {
    assertThat(explains(quota(), END, without(ended(2, TaskState.SHUTDOWN)))).isFalse();
    assertThat(explains(quota(), END, without(ended(1, TaskState.REJECTED)))).isFalse();
    assertThat(
            QuotaLag.explains(
                quota(),
                List.of(new ObservedTask(NEXT, Optional.empty(), Optional.empty())),
                NEXT,
                END))
        .as("a task is not its own predecessor")
        .isFalse();
  }

  @Test
  void otherRefusalsStand() {
    ObservedTask gone = without(ended(1, TaskState.SHUTDOWN));

    assertThat(explains(refusal(403, "violates PodSecurity"), END, gone)).isFalse();
    assertThat(explains(refusal(422, "exceeded quota: few"), END, gone)).isFalse();
  }

  private static boolean explains(KubernetesClientException why, Instant now, ObservedTask other) {
    return QuotaLag.explains(why, List.of(other), NEXT, now);
  }

  private static TaskRecord ended(int slot, TaskState state) {
    TaskRecord was = TestTasks.record(slot, state);
    return new TaskRecord(
        was.identity(),
        was.desired(),
        state,
        was.startAfter(),
        was.message(),
        was.error(),
        was.exitCode(),
        was.imageId(),
        was.nodeName(),
        was.createdAt(),
        was.runningAt(),
        Optional.of(END));
  }

  private static ObservedTask without(TaskRecord record) {
    return new ObservedTask(record.identity(), Optional.of(record), Optional.empty());
  }

  private static ObservedTask with(TaskRecord record, String phase) {
    Pod pod =
        new PodBuilder(TestTasks.pod(record, "uid"))
            .withNewStatus()
            .withPhase(phase)
            .endStatus()
            .editMetadata()
            .withCreationTimestamp("2026-01-01T00:00:00Z")
            .endMetadata()
            .build();
    return new ObservedTask(
        record.identity(), Optional.of(record), Optional.of(PodFacts.of(pod, false)));
  }

  private static KubernetesClientException quota() {
    return refusal(
        403,
        "pods \"ping.1.next\" is forbidden: exceeded quota: few, requested: pods=1,"
            + " used: pods=2, limited: pods=2");
  }

  private static KubernetesClientException refusal(int code, String message) {
    return new KubernetesClientException(
        new StatusBuilder().withCode(code).withMessage(message).build());
  }
}
