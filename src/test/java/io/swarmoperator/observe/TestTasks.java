package io.swarmoperator.observe;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.swarmoperator.api.Placement;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmServiceSpec;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.api.TaskTemplate;
import io.swarmoperator.decide.DesiredState;
import io.swarmoperator.decide.Reason;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.decide.TaskState;
import io.swarmoperator.render.Labels;
import io.swarmoperator.render.TaskMapping;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** A service and tasks of it. */
public final class TestTasks {
  /** Uid of the service. */
  public static final String UID = "uid-1";

  private TestTasks() {}

  /** The service. */
  public static SwarmService service() {
    SwarmService service = new SwarmService();
    service.setMetadata(
        new ObjectMetaBuilder()
            .withName("ping")
            .withNamespace("ns")
            .withUid(UID)
            .withResourceVersion("10")
            .withGeneration(3L)
            .build());
    TaskTemplate template = new TaskTemplate();
    template.setImage("alpine");
    template.setPlacement(new Placement());
    SwarmServiceSpec spec = new SwarmServiceSpec();
    spec.setTemplate(template);
    service.setSpec(spec);
    return service;
  }

  /** A record in some state. */
  public static TaskRecord record(int slot, TaskState state) {
    TaskIdentity identity =
        new TaskIdentity(
            "ping",
            SlotId.numbered(slot),
            1,
            "id" + slot,
            "hash",
            "alpine",
            Reason.SCALED_UP,
            0,
            0);
    return new TaskRecord(
        identity,
        new TaskRecord.Wanted(DesiredState.RUNNING, Optional.empty()),
        new TaskRecord.Phase(state, "", ""),
        new TaskRecord.Container(OptionalInt.empty(), "", ""),
        new TaskRecord.Times(
            Instant.parse("2026-01-01T00:00:00Z"), Optional.empty(), Optional.empty()));
  }

  /** The object that holds a record, as stored under a version. */
  public static SwarmTask stored(TaskRecord record, String version) {
    SwarmTask task = TaskMapping.toApi(service(), record, 1);
    task.getMetadata().setResourceVersion(version);
    return task;
  }

  /** The pod of a record's task. */
  public static Pod pod(TaskRecord record, String uid) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(record.identity().name())
        .withNamespace("ns")
        .withUid(uid)
        .withLabels(Labels.ofTask(record.identity(), UID))
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("task")
        .withImage("alpine")
        .endContainer()
        .endSpec()
        .build();
  }
}
