package io.swarmoperator.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.decide.DesiredState;
import io.swarmoperator.decide.Reason;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.Spot;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.decide.TaskState;
import io.swarmoperator.revision.RevisionContent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TaskMappingTest {
  private static final SwarmService PING = Fixtures.ping("template: {image: alpine:3.7}");
  private static final TaskIdentity IDENTITY =
      new TaskIdentity(
          "ping",
          SlotId.numbered(3),
          7,
          Fixtures.TASK_ID,
          "0123456789abcdef01234567",
          "alpine:3.7",
          Reason.NODE_DRAINED,
          2,
          0);
  private static final TaskRecord FULL =
      new TaskRecord(
          IDENTITY,
          new TaskRecord.Wanted(
              DesiredState.SHUTDOWN,
              Optional.of(Instant.parse("2026-01-02T03:04:05.000001Z")),
              Optional.of(new TaskRecord.Kept(4, Instant.parse("2026-01-02T03:04:06.000002Z"))),
              new TreeSet<>(List.of(2, 5))),
          new TaskRecord.Phase(TaskState.FAILED, "started", "task: non-zero exit (1)"),
          new TaskRecord.Container(OptionalInt.of(1), "docker.io/library/alpine@sha256:0123", "n1"),
          new TaskRecord.Times(
              Fixtures.CREATED,
              Optional.of(Instant.parse("2026-01-02T03:04:06Z")),
              Optional.of(Instant.parse("2026-01-02T03:04:07.5Z"))));

  @Test
  void aFullRecordComesBackAsItWas() {
    assertThat(roundTrip(FULL)).contains(FULL);
  }

  @Test
  void aRecordJustMadeComesBackAsItWas() {
    TaskRecord created = Fixtures.task(IDENTITY);
    assertThat(roundTrip(created)).contains(created);
  }

  @ParameterizedTest
  @EnumSource
  void everyStateComesBack(TaskState state) {
    TaskRecord task = with(FULL.desired(), state);
    assertThat(roundTrip(task)).contains(task);
    assertThat(Fixtures.YAML.asYaml(TaskMapping.toApi(PING, task, 2)))
        .contains("state: \"" + word(state) + "\"");
  }

  @ParameterizedTest
  @EnumSource
  void everyDesiredStateComesBack(DesiredState desired) {
    TaskRecord task = with(desired, FULL.state());
    assertThat(roundTrip(task)).contains(task);
    assertThat(Fixtures.YAML.asYaml(TaskMapping.toApi(PING, task, 2)))
        .contains("desiredState: \"" + word(desired) + "\"");
  }

  @Test
  void theObjectReadsAsDesigned() {
    assertThat(Fixtures.YAML.asYaml(TaskMapping.toApi(PING, FULL, 2)).stripTrailing())
        .isEqualTo(
            """
            ---
            apiVersion: "swarmoperator.io/v1alpha1"
            kind: "SwarmTask"
            metadata:
              labels:
                swarmoperator.io/service: "ping"
                swarmoperator.io/service-uid: "11111111-2222-3333-4444-555555555555"
                app.kubernetes.io/name: "ping"
                app.kubernetes.io/instance: "ping"
                app.kubernetes.io/managed-by: "swarm-operator"
                swarmoperator.io/slot: "3"
                swarmoperator.io/task: "zzzzy0123456789abcdefghij"
                swarmoperator.io/revision: "0123456789abcdef01234567"
                swarmoperator.io/attempt: "7"
                swarmoperator.io/rollout: "2"
                swarmoperator.io/reason: "NodeDrained"
                swarmoperator.io/iteration: "0"
              name: "ping.3.zzzzy0123456789abcdefghij"
              namespace: "default"
              ownerReferences:
              - apiVersion: "swarmoperator.io/v1alpha1"
                kind: "SwarmService"
                blockOwnerDeletion: false
                controller: true
                name: "ping"
                uid: "11111111-2222-3333-4444-555555555555"
            spec:
              slot: 3
              revision: 2
              image: "alpine:3.7"
              desiredState: "shutdown"
              reason: "NodeDrained"
              startAfter: "2026-01-02T03:04:05.000001Z"
              attempt: 7
              rollout: 2
              kept:
                rollout: 4
                at: "2026-01-02T03:04:06.000002Z"
              triedPlaces:
              - 2
              - 5
              jobIteration: 0
            status:
              state: "failed"
              message: "started"
              error: "task: non-zero exit (1)"
              exitCode: 1
              imageID: "docker.io/library/alpine@sha256:0123"
              nodeName: "n1"
              createdAt: "2026-01-02T03:04:05.678901Z"
              runningAt: "2026-01-02T03:04:06.000000Z"
              finishedAt: "2026-01-02T03:04:07.500000Z\"""");
  }

  @Test
  void aPodTellsWhichTaskItIs() {
    assertThat(TaskMapping.identityOf(pod())).contains(identityOfPod());
  }

  @ParameterizedTest
  @CsvSource({
    Labels.SLOT + ", x",
    Labels.SLOT + ", 0",
    Labels.SLOT + ", ''",
    Labels.SLOT + ", 99999999999",
    Labels.ATTEMPT + ", 0",
    Labels.ROLLOUT + ", -1",
    Labels.TASK + ", other",
    Labels.SERVICE + ", pong"
  })
  void aPodWithABentLabelIsNoTask(String label, String value) {
    assertThat(TaskMapping.identityOf(bent(pod -> pod.getMetadata().getLabels().put(label, value))))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    Labels.SLOT,
    Labels.ATTEMPT,
    Labels.ROLLOUT,
    Labels.TASK,
    Labels.SERVICE,
    Labels.REVISION
  })
  void aPodWithoutALabelIsNoTask(String label) {
    assertThat(TaskMapping.identityOf(bent(pod -> pod.getMetadata().getLabels().remove(label))))
        .isEmpty();
  }

  @Test
  void aPodWithoutLabelsIsNoTask() {
    assertThat(TaskMapping.identityOf(bent(pod -> pod.getMetadata().setLabels(null)))).isEmpty();
  }

  @Test
  void aCopyOfAPodUnderAnotherNameIsNoTask() {
    assertThat(TaskMapping.identityOf(bent(pod -> pod.getMetadata().setName("debug")))).isEmpty();
  }

  @Test
  void aRecordWithATimeThatIsNoneIsNoRecord() {
    SwarmTask object = TaskMapping.toApi(PING, FULL, 2);
    object.getStatus().setCreatedAt("yesterday");
    assertThat(TaskMapping.fromApi(object)).isEmpty();
  }

  @Test
  void aRecordWithoutDesiredStateIsNoRecord() {
    SwarmTask object = TaskMapping.toApi(PING, FULL, 2);
    object.getSpec().setDesiredState(null);
    assertThat(TaskMapping.fromApi(object)).isEmpty();
  }

  @Test
  void aRecordWithoutStatusIsNew() {
    SwarmTask object = TaskMapping.toApi(PING, FULL, 2);
    object.setStatus(null);
    object.getMetadata().setCreationTimestamp("2026-01-02T03:04:05Z");
    TaskRecord task = TaskMapping.fromApi(object).orElseThrow();
    assertThat(task.state()).isEqualTo(TaskState.NEW);
    assertThat(task.createdAt()).isEqualTo("2026-01-02T03:04:05Z");
  }

  private static Optional<TaskRecord> roundTrip(TaskRecord task) {
    String yaml = Fixtures.YAML.asYaml(TaskMapping.toApi(PING, task, 2));
    return TaskMapping.fromApi(Fixtures.YAML.unmarshal(yaml, SwarmTask.class));
  }

  private static TaskRecord with(DesiredState desired, TaskState state) {
    return new TaskRecord(
        IDENTITY,
        new TaskRecord.Wanted(desired, FULL.startAfter()),
        new TaskRecord.Phase(state, FULL.message(), FULL.error()),
        FULL.container(),
        FULL.times());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(java.util.Locale.ROOT);
  }

  private static TaskIdentity identityOfPod() {
    String hash = RevisionContent.of(PING).hash();
    return new TaskIdentity(
        "ping",
        SlotId.numbered(3),
        7,
        Fixtures.TASK_ID,
        hash,
        "alpine:3.7",
        Reason.NODE_DRAINED,
        2,
        0);
  }

  private static Pod pod() {
    Pod pod =
        PodRenderer.render(
            PING, RevisionContent.of(PING), Fixtures.task(identityOfPod()), Spot.ANYWHERE);
    return Fixtures.YAML.clone(pod);
  }

  private static Pod bent(Consumer<Pod> bend) {
    Pod pod = pod();
    bend.accept(pod);
    return pod;
  }
}
