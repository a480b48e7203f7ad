package io.swarmoperator.observe;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PreferredSchedulingTerm;
import io.swarmoperator.decide.Spot;
import io.swarmoperator.render.Labels;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Reads off a pod where the planner wanted it to go. */
final class Spots {
  private Spots() {}

  /**
   * The hint and the bucket of a pod. The hint is the preference itself, which nobody can change,
   * and is read only as long as the pod has no node.
   */
  static Spot of(Pod pod) {
    return new Spot(hint(pod), bucket(pod), List.of());
  }

  /** All of a pod's affinity that {@link #of} reads. */
  static Affinity keep(PodSpec spec) {
    boolean bound = spec.getNodeName() != null && !spec.getNodeName().isEmpty();
    List<PreferredSchedulingTerm> preferred = bound ? List.of() : preferred(spec).toList();
    return preferred.isEmpty()
        ? null
        : new AffinityBuilder()
            .withNewNodeAffinity()
            .withPreferredDuringSchedulingIgnoredDuringExecution(preferred)
            .endNodeAffinity()
            .build();
  }

  private static Optional<String> hint(Pod pod) {
    if (pod.getSpec() == null || !PodFacts.nodeName(pod).isEmpty()) {
      return Optional.empty();
    }
    return preferred(pod.getSpec())
        .flatMap(term -> term.getPreference().getMatchFields().stream())
        .filter(field -> "In".equals(field.getOperator()))
        .map(NodeSelectorRequirement::getValues)
        .filter(values -> values.size() == 1)
        .map(values -> values.get(0))
        .findFirst();
  }

  private static Stream<PreferredSchedulingTerm> preferred(PodSpec spec) {
    return Optional.ofNullable(spec.getAffinity())
        .map(Affinity::getNodeAffinity)
        .map(NodeAffinity::getPreferredDuringSchedulingIgnoredDuringExecution)
        .stream()
        .flatMap(List::stream);
  }

  private static OptionalInt bucket(Pod pod) {
    Map<String, String> labels = pod.getMetadata().getLabels();
    String bucket = labels == null ? null : labels.get(Labels.BUCKET);
    return bucket == null ? OptionalInt.empty() : Labels.bucket(bucket);
  }
}
