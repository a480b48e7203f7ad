package io.swarmoperator.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.swarmoperator.api.PodPatch;
import io.swarmoperator.api.TaskTemplate;
import java.util.List;

/** Merges a service's podPatch into a finished pod: the way to everything that has no field. */
public final class PodPatcher {
  private static final KubernetesSerialization CONVERTER = new KubernetesSerialization();

  private PodPatcher() {}

  /** The patched pod. */
  static Pod apply(Pod pod, PodPatch patch) {
    if (patch == null) {
      return pod;
    }
    ObjectNode original = CONVERTER.convertValue(pod, ObjectNode.class);
    return CONVERTER.convertValue(StrategicMerge.merge(original, tree(patch)), Pod.class);
  }

  /** What of a template's patch can't be merged; as a rule nothing. */
  static List<FieldProblem> problems(TaskTemplate template) {
    PodPatch patch = template.getPodPatch();
    return patch == null
        ? List.of()
        : new PodPatchCheck(new PodPatchRules(template))
            .problems(tree(patch)).stream()
                .map(problem -> problem.below("spec", "template", "podPatch"))
                .toList();
  }

  private static ObjectNode tree(PodPatch patch) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    put(tree, "metadata", patch.getMetadata());
    put(tree, "spec", patch.getSpec());
    return tree;
  }

  private static void put(ObjectNode tree, String name, JsonNode value) {
    if (value != null && !value.isNull()) {
      tree.set(name, value);
    }
  }
}
