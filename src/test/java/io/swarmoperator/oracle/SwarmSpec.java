package io.swarmoperator.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swarmoperator.decide.Constraint;
import io.swarmoperator.decide.FailureAction;
import io.swarmoperator.decide.Mode;
import io.swarmoperator.decide.NodeAttribute;
import io.swarmoperator.decide.Placement;
import io.swarmoperator.decide.RestartCondition;
import io.swarmoperator.decide.RestartPolicy;
import io.swarmoperator.decide.Revision;
import io.swarmoperator.decide.RolloutPolicy;
import io.swarmoperator.decide.ServiceSpec;
import io.swarmoperator.decide.UpdateOrder;
import io.swarmoperator.sim.Content;
import io.swarmoperator.sim.Declared;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** A service's spec in the words of the Engine API, declared to the operator. */
final class SwarmSpec {
  private static final Duration MONITOR = Duration.ofSeconds(5);
  private static final int REVISIONS = 10;

  /** How long a container takes to stop comes from the recording, and nothing cuts it short. */
  private static final Duration NO_LIMIT = Duration.ofDays(1);

  private SwarmSpec() {}

  static Declared declared(JsonNode spec, int historyLimit) {
    String name = spec.get("Name").asText();
    ServiceSpec service =
        new ServiceSpec(
            "default",
            name,
            "uid-" + name,
            mode(spec.get("Mode")),
            false,
            policy(spec.path("UpdateConfig")),
            policy(spec.path("RollbackConfig")),
            UpdateOrder.STOP_FIRST,
            Optional.empty(),
            historyLimit,
            REVISIONS);
    return new Declared(service, content(spec));
  }

  private static Mode mode(JsonNode mode) {
    if (mode.has("Global")) {
      return new Mode.Global();
    } else if (mode.has("GlobalJob")) {
      return new Mode.GlobalJob();
    } else if (mode.has("ReplicatedJob")) {
      JsonNode job = mode.get("ReplicatedJob");
      return new Mode.ReplicatedJob(
          job.get("MaxConcurrent").asInt(), job.get("TotalCompletions").asInt());
    }
    return new Mode.Replicated(mode.get("Replicated").get("Replicas").asInt());
  }

  private static Content content(JsonNode spec) {
    JsonNode template = spec.get("TaskTemplate");
    ObjectNode unplaced = template.deepCopy();
    unplaced.remove("Placement");
    JsonNode endpoint = spec.path("EndpointSpec");
    return new Content(
        new Revision(
            0,
            hash(template, endpoint),
            template.path("ContainerSpec").path("Image").asText(),
            restart(template.path("RestartPolicy")),
            placement(template.path("Placement")),
            hash(unplaced, endpoint),
            hash(template, JsonNodeFactory.instance.nullNode())),
        NO_LIMIT);
  }

  private static Placement placement(JsonNode placement) {
    List<Constraint> constraints = new ArrayList<>();
    placement
        .path("Constraints")
        .forEach(constraint -> constraints.add(Constraint.parse(constraint.asText())));
    List<String> spread = new ArrayList<>();
    placement
        .path("Preferences")
        .forEach(preference -> spread.add(key(preference.get("Spread").get("SpreadDescriptor"))));
    return new Placement(constraints, spread, placement.path("MaxReplicas").asInt());
  }

  private static String key(JsonNode descriptor) {
    return descriptor.asText().substring(NodeAttribute.LABELS_PREFIX.length());
  }

  private static String hash(JsonNode template, JsonNode endpoint) {
    byte[] text = (template + "/" + endpoint).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(text).toString();
  }

  private static RolloutPolicy policy(JsonNode config) {
    Duration monitor = duration(config.path("Monitor"), Duration.ZERO);
    return new RolloutPolicy(
        config.path("Parallelism").asInt(1),
        duration(config.path("Delay"), Duration.ZERO),
        config.path("Order").asText().equals("start-first")
            ? UpdateOrder.START_FIRST
            : UpdateOrder.STOP_FIRST,
        FailureAction.valueOf(word(config.path("FailureAction").asText("pause"))),
        monitor.isZero() ? MONITOR : monitor,
        config.path("MaxFailureRatio").asDouble());
  }

  private static RestartPolicy restart(JsonNode policy) {
    return new RestartPolicy(
        RestartCondition.valueOf(word(policy.path("Condition").asText("any"))),
        duration(policy.path("Delay"), RestartPolicy.DEFAULT.delay()),
        policy.path("MaxAttempts").asInt(),
        duration(policy.path("Window"), Duration.ZERO));
  }

  private static String word(String text) {
    return text.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static Duration duration(JsonNode nanoseconds, Duration absent) {
    return nanoseconds.isMissingNode() ? absent : Duration.ofNanos(nanoseconds.asLong());
  }
}
