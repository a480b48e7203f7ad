package io.swarmoperator.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swarmoperator.decide.FailureAction;
import io.swarmoperator.decide.RestartCondition;
import io.swarmoperator.decide.RestartPolicy;
import io.swarmoperator.decide.RolloutPolicy;
import io.swarmoperator.decide.ServiceSpec;
import io.swarmoperator.decide.UpdateOrder;
import io.swarmoperator.sim.Content;
import io.swarmoperator.sim.Declared;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
            spec.path("Mode").path("Replicated").path("Replicas").asInt(),
            false,
            policy(spec.path("UpdateConfig")),
            policy(spec.path("RollbackConfig")),
            UpdateOrder.STOP_FIRST,
            Optional.empty(),
            historyLimit,
            REVISIONS);
    return new Declared(service, content(spec));
  }

  private static Content content(JsonNode spec) {
    JsonNode template = spec.get("TaskTemplate");
    return new Content(
        hash(spec),
        template.path("ContainerSpec").path("Image").asText(),
        restart(template.path("RestartPolicy")),
        NO_LIMIT);
  }

  /** Where a task may run doesn't say what it runs (rule D). */
  private static String hash(JsonNode spec) {
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    ObjectNode template = spec.get("TaskTemplate").deepCopy();
    template.remove("Placement");
    content.set("template", template);
    content.set("endpoint", spec.path("EndpointSpec"));
    byte[] text = content.toString().getBytes(StandardCharsets.UTF_8);
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
