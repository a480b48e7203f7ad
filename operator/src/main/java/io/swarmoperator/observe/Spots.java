package io.swarmoperator.observe;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodAntiAffinity;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PreferredSchedulingTerm;
import io.swarmoperator.decide.Spot;
import io.swarmoperator.render.Labels;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Reads off a pod where the planner wanted it to go, in the terms that nobody can change. */
final class Spots {
  private Spots() {}

  /** The hint, as long as the pod has no node, and the bucket that the pod was made for. */
  static Spot of(Pod pod) {
    if (pod.getSpec() == null) {
      return Spot.ANYWHERE;
    }
    OptionalInt bucket =
        buckets(pod.getSpec())
            .flatMap(term -> term.getLabelSelector().getMatchExpressions().stream())
            .filter(label -> Labels.BUCKET.equals(label.getKey()))
            .map(LabelSelectorRequirement::getValues)
            .flatMap(List::stream)
            .map(Labels::bucket)
            .filter(OptionalInt::isPresent)
            .findFirst()
            .orElseGet(OptionalInt::empty);
    return new Spot(hint(pod), bucket, List.of());
  }

  /** The bucket that a pod's label says now. */
  static OptionalInt bucket(Pod pod) {
    Map<String, String> labels = pod.getMetadata().getLabels();
    String bucket = labels == null ? null : labels.get(Labels.BUCKET);
    return bucket == null ? OptionalInt.empty() : Labels.bucket(bucket);
  }

  /** All of a pod's affinity that {@link #of} reads. */
  static Affinity keep(PodSpec spec) {
    boolean bound = spec.getNodeName() != null && !spec.getNodeName().isEmpty();
    List<PreferredSchedulingTerm> preferred = bound ? List.of() : preferred(spec).toList();
    List<PodAffinityTerm> buckets = buckets(spec).toList();
    if (preferred.isEmpty() && buckets.isEmpty()) {
      return null;
    }
    return new AffinityBuilder()
        .withNewNodeAffinity()
        .withPreferredDuringSchedulingIgnoredDuringExecution(preferred)
        .endNodeAffinity()
        .withNewPodAntiAffinity()
        .withRequiredDuringSchedulingIgnoredDuringExecution(buckets)
        .endPodAntiAffinity()
        .build();
  }

  private static Optional<String> hint(Pod pod) {
    if (!PodFacts.nodeName(pod).isEmpty()) {
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

  private static Stream<PodAffinityTerm> buckets(PodSpec spec) {
    return Optional.ofNullable(spec.getAffinity())
        .map(Affinity::getPodAntiAffinity)
        .map(PodAntiAffinity::getRequiredDuringSchedulingIgnoredDuringExecution)
        .stream()
        .flatMap(List::stream)
        .filter(
            term ->
                term.getLabelSelector() != null
                    && term.getLabelSelector().getMatchExpressions().stream()
                        .anyMatch(label -> Labels.BUCKET.equals(label.getKey())));
  }
}
