package io.swarmoperator.render;

import com.fasterxml.jackson.databind.JsonNode;
import io.swarmoperator.api.Placement;
import io.swarmoperator.api.TaskTemplate;
import io.swarmoperator.decide.NodeAttribute;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a podPatch leaves alone because the operator needs it. A place is written as from the pod,
 * an item of a list that has a key with its key: {@code spec.containers[task].image}.
 */
final class PodPatchRules {
  private static final String RESTARTS = "a restart is a new task, which the operator makes";
  private static final String TASK = "spec.containers[" + ContainerRenderer.NAME + "]";
  private static final String ANTI_AFFINITY = "spec.affinity.podAntiAffinity";
  private static final String TAKEN_AWAY =
      "can't be taken away or replaced: the operator needs what it put there";

  private static final String BESIDE =
      "a container beside the task would keep the pod from ending with it: make it an init"
          + " container with restartPolicy: Always";

  /** A container by its name, as a whole. */
  private static final Pattern CONTAINER = Pattern.compile("spec\\.containers\\[[^\\]]+\\]");

  private static final Set<String> OWN_LABELS =
      Set.of(Labels.APP_NAME, Labels.APP_INSTANCE, Labels.MANAGED_BY);

  private static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry("spec.restartPolicy", RESTARTS),
          Map.entry(TASK + ".restartPolicy", RESTARTS),
          Map.entry(TASK + ".restartPolicyRules", RESTARTS),
          Map.entry(TASK + ".image", "spec.template.image says it"),
          Map.entry("spec.hostname", "spec.template.hostname says it"),
          Map.entry("spec.subdomain", "by it the names of the service's tasks resolve"),
          Map.entry("spec.nodeName", "the scheduler finds a task's node"),
          Map.entry("spec.terminationGracePeriodSeconds", "spec.template.stopGracePeriod says it"),
          Map.entry(
              "spec.tolerations",
              "the list would replace the operator's own; spec.template.tolerations adds to it"),
          Map.entry(
              "spec.affinity.nodeAffinity",
              "the lists in it would replace the operator's own; spec.template.placement says it"),
          Map.entry(
              "spec.topologySpreadConstraints[" + NodeAttribute.HOSTNAME_LABEL + "]",
              "by it the operator spreads tasks over nodes"),
          Map.entry("spec.ephemeralContainers", "a pod can't have them when it is made"));

  /** Places that may be added to, but neither emptied nor replaced. */
  private static final Set<String> KEPT =
      Set.of(
          "metadata",
          "metadata.labels",
          "metadata.annotations",
          "spec",
          "spec.containers",
          "spec.containers[]",
          TASK,
          "spec.affinity",
          "spec.topologySpreadConstraints",
          "spec.topologySpreadConstraints[]");

  private final Map<String, String> refused = new HashMap<>(REFUSED);
  private final Set<String> kept = new HashSet<>(KEPT);

  /** For pods of a template: the operator needs more of them when more is declared. */
  PodPatchRules(TaskTemplate template) {
    Placement placement = template.getPlacement();
    if (placement.getMaxReplicasPerNode() > 0) {
      needed("requiredDuringSchedulingIgnoredDuringExecution", "maxReplicasPerNode");
    }
    if (!placement.getPreferences().isEmpty()) {
      needed("preferredDuringSchedulingIgnoredDuringExecution", "preferences");
    }
  }

  private void needed(String list, String by) {
    refused.put(
        ANTI_AFFINITY + "." + list,
        "the list would replace the operator's own, which spec.template.placement."
            + by
            + " needs");
    kept.add(ANTI_AFFINITY);
  }

  /** Why a place can't hold a value; empty when it can. */
  Optional<String> refusal(String place, JsonNode value) {
    if (refused.containsKey(place)) {
      return Optional.of(refused.get(place));
    }
    if (kept.contains(place) && (value.isNull() || directed(value))) {
      return Optional.of(TAKEN_AWAY);
    }
    return addsContainer(place, value) ? Optional.of(BESIDE) : metadata(place);
  }

  /** A pod that is never restarted ends when the last of its containers does. */
  private static boolean addsContainer(String place, JsonNode value) {
    return CONTAINER.matcher(place).matches()
        && !place.equals(TASK)
        && !value.path(StrategicMerge.PATCH).asText().equals(StrategicMerge.DELETE);
  }

  private static boolean directed(JsonNode value) {
    return value.has(StrategicMerge.PATCH) || value.has(StrategicMerge.RETAIN_KEYS);
  }

  private static Optional<String> metadata(String place) {
    if (!place.startsWith("metadata.")) {
      return Optional.empty();
    }
    String[] steps = place.split("\\.", 3);
    if (!steps[1].equals("labels") && !steps[1].equals("annotations")) {
      return Optional.of("only labels and annotations can be patched");
    }
    boolean own =
        steps.length == 3
            && (steps[2].startsWith(Labels.PREFIX)
                || (steps[1].equals("labels") && OWN_LABELS.contains(steps[2])));
    return own ? Optional.of("is the operator's own") : Optional.empty();
  }
}
