package io.swarmoperator.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.swarmoperator.api.SchemaDefaults;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmServiceSpec;
import io.swarmoperator.decide.DesiredState;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.decide.TaskState;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Services as the API server would hand them out, and tasks of them. */
public final class Fixtures {
  public static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final SchemaDefaults DEFAULTS = SchemaDefaults.of(SwarmService.class);
  static final String UID = "11111111-2222-3333-4444-555555555555";
  static final String TASK_ID = "zzzzy0123456789abcdefghij";
  static final Instant CREATED = Instant.parse("2026-01-02T03:04:05.678901Z");

  private Fixtures() {}

  /** A service out of YAML, with the schema's defaults filled in. */
  public static SwarmService service(String yaml) {
    return service((ObjectNode) YAML.unmarshal(yaml, JsonNode.class));
  }

  /** A service as a user declares it, with the schema's defaults filled in. */
  static SwarmService service(ObjectNode object) {
    object.set("spec", DEFAULTS.apply(object.path("spec"), ""));
    return YAML.convertValue(object, SwarmService.class);
  }

  /** A service called ping whose spec is the given YAML. */
  public static SwarmService ping(String spec) {
    return ping(YAML.unmarshal(spec, JsonNode.class));
  }

  /** A service called ping with a spec as a user declares it. */
  public static SwarmService ping(JsonNode spec) {
    SwarmService service = new SwarmService();
    service.setMetadata(
        new ObjectMetaBuilder().withName("ping").withNamespace("default").withUid(UID).build());
    service.setSpec(YAML.convertValue(DEFAULTS.apply(spec, ""), SwarmServiceSpec.class));
    return service;
  }

  static TaskRecord task(TaskIdentity identity) {
    return new TaskRecord(
        identity,
        new TaskRecord.Wanted(DesiredState.RUNNING, Optional.empty()),
        new TaskRecord.Phase(TaskState.NEW, "created", ""),
        new TaskRecord.Container(OptionalInt.empty(), "", ""),
        TaskRecord.Times.created(CREATED));
  }
}
