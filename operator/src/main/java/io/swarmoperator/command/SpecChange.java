package io.swarmoperator.command;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.swarmoperator.api.ServiceMode;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.TaskTemplate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Option;

/** What {@code swarm update} changes of a spec, as options and as a merge patch. */
final class SpecChange {
  @Option(names = "--image", paramLabel = "IMAGE", description = "The image that tasks run.")
  private String image;

  @Option(names = "--replicas", paramLabel = "N", description = "The number of tasks.")
  private Integer replicas;

  @Option(
      names = "--env-add",
      paramLabel = "NAME=VALUE",
      description = "Adds or changes a variable; may be repeated.")
  private List<String> added = new ArrayList<>();

  @Option(
      names = "--env-rm",
      paramLabel = "NAME",
      description = "Removes a variable; may be repeated.")
  private List<String> removed = new ArrayList<>();

  @Option(names = "--force", description = "Replaces every task though nothing else changes.")
  private boolean force;

  @Option(
      names = "--update-parallelism",
      paramLabel = "N",
      description = "How many slots are updated at a time; 0 means all.")
  private Integer parallelism;

  @Option(
      names = "--update-delay",
      paramLabel = "DURATION",
      description = "The wait between slots, as 10s.")
  private String delay;

  @Option(
      names = "--update-order",
      paramLabel = "ORDER",
      description = "stop-first or start-first.")
  private String order;

  @Option(
      names = "--update-failure-action",
      paramLabel = "ACTION",
      description = "pause, continue or rollback.")
  private String failureAction;

  @Option(
      names = "--update-monitor",
      paramLabel = "DURATION",
      description = "How long each new task is watched for a failure.")
  private String monitor;

  @Option(
      names = "--update-max-failure-ratio",
      paramLabel = "RATIO",
      description = "The failures that are tolerated, as a share from 0 to 1.")
  private Double maxFailureRatio;

  boolean isEmpty() {
    return fields().isEmpty() && !force && added.isEmpty() && removed.isEmpty();
  }

  /** The patch; one of a list holds the version that it was made from, so that none is lost. */
  Map<String, Object> patch(SwarmService service) {
    Map<String, Object> spec = fields();
    TaskTemplate template = service.getSpec().getTemplate();
    if (force) {
      int times = Objects.requireNonNullElse(template.getForceUpdate(), 0);
      template(spec).put("forceUpdate", times + 1);
    }
    if (replicas != null && service.getSpec().getMode() != ServiceMode.REPLICATED) {
      throw new CommandFailure("replicas can only be used with replicated mode");
    }
    Map<String, Object> patch = new LinkedHashMap<>();
    patch.put("spec", spec);
    if (!added.isEmpty() || !removed.isEmpty()) {
      template(spec).put("env", environment(template.getEnv()));
      patch.put("metadata", Map.of("resourceVersion", service.getMetadata().getResourceVersion()));
    }
    return patch;
  }

  /** The fields that a patch changes, as {@code spec.template.image}. */
  List<String> paths(Map<String, Object> patch) {
    List<String> paths = new ArrayList<>();
    collect("spec", patch.get("spec"), paths);
    return paths;
  }

  private static void collect(String path, Object value, List<String> paths) {
    if (value instanceof Map<?, ?> fields) {
      fields.forEach((name, field) -> collect(path + "." + name, field, paths));
    } else {
      paths.add(path);
    }
  }

  private Map<String, Object> fields() {
    Map<String, Object> spec = new LinkedHashMap<>();
    if (image != null) {
      template(spec).put("image", image);
    }
    if (replicas != null) {
      spec.put("replicas", replicas);
    }
    Map<String, Object> update = new LinkedHashMap<>();
    put(update, "parallelism", parallelism);
    put(update, "delay", delay);
    put(update, "order", order);
    put(update, "failureAction", failureAction);
    put(update, "monitor", monitor);
    if (maxFailureRatio != null && !Double.isFinite(maxFailureRatio)) {
      // JSON has no such number, and the API server would tell of another type
      throw new CommandFailure("--update-max-failure-ratio: must be a number from 0 to 1");
    }
    put(update, "maxFailureRatio", maxFailureRatio);
    if (!update.isEmpty()) {
      spec.put("updateConfig", update);
    }
    return spec;
  }

  private static void put(Map<String, Object> fields, String name, Object value) {
    if (value != null) {
      fields.put(name, value);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> template(Map<String, Object> spec) {
    return (Map<String, Object>)
        spec.computeIfAbsent("template", name -> new LinkedHashMap<String, Object>());
  }

  private List<EnvVar> environment(List<EnvVar> present) {
    Map<String, EnvVar> variables = new LinkedHashMap<>();
    present.forEach(v -> variables.put(v.getName(), v));
    for (String name : removed) {
      if (variables.remove(name) == null) {
        throw new CommandFailure("--env-rm: the service has no variable " + name);
      }
    }
    for (String variable : added) {
      int sign = variable.indexOf('=');
      if (sign < 1) {
        throw new CommandFailure("--env-add: " + variable + " must be NAME=VALUE");
      }
      String name = variable.substring(0, sign);
      String value = variable.substring(sign + 1);
      variables.put(name, new EnvVarBuilder().withName(name).withValue(value).build());
    }
    return List.copyOf(variables.values());
  }
}
