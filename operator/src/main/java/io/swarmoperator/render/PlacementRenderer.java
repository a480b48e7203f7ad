package io.swarmoperator.render;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.NodeAffinityBuilder;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.NodeSelectorTermBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Renders where a task may go and where it had best go; the scheduler keeps the last word
 * (mechanics 4, 6).
 */
final class PlacementRenderer {
  private static final int HINT_WEIGHT = 100;

  private PlacementRenderer() {}

  /**
   * Only active nodes; the hinted one first. A node without the label is active: NotIn also matches
   * an absent label.
   *
   * @param node the only one that will do, for a global service's task; empty otherwise
   * @param hint the node to be preferred
   */
  static Affinity affinity(String node, Optional<String> hint) {
    NodeAffinityBuilder nodes =
        new NodeAffinityBuilder()
            .withNewRequiredDuringSchedulingIgnoredDuringExecution()
            .addToNodeSelectorTerms(active(node))
            .endRequiredDuringSchedulingIgnoredDuringExecution();
    hint.ifPresent(
        preferred ->
            nodes
                .addNewPreferredDuringSchedulingIgnoredDuringExecution()
                .withWeight(HINT_WEIGHT)
                .withPreference(named(preferred))
                .endPreferredDuringSchedulingIgnoredDuringExecution());
    return new AffinityBuilder().withNodeAffinity(nodes.build()).build();
  }

  /**
   * The spread over nodes, never left out: without it the scheduler may put all tasks on one node.
   * With a hint the looser skew keeps it from working against the hint (mechanics 4).
   */
  static TopologySpreadConstraint spread(Map<String, String> selector, Optional<String> hint) {
    return new TopologySpreadConstraintBuilder()
        .withTopologyKey("kubernetes.io/hostname")
        .withMaxSkew(hint.isPresent() ? 2 : 1)
        .withWhenUnsatisfiable("ScheduleAnyway")
        .withNodeAffinityPolicy("Honor")
        .withNodeTaintsPolicy("Honor")
        .withNewLabelSelector()
        .withMatchLabels(selector)
        .endLabelSelector()
        .build();
  }

  /**
   * Without seconds, so that the operator alone decides about tasks of a lost node; admission would
   * add five minutes (mechanics 6).
   */
  static List<Toleration> tolerations() {
    return Stream.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable")
        .map(
            key ->
                new TolerationBuilder()
                    .withKey(key)
                    .withOperator("Exists")
                    .withEffect("NoExecute")
                    .build())
        .toList();
  }

  private static NodeSelectorTerm active(String node) {
    return (node.isEmpty()
            ? new NodeSelectorTermBuilder()
            : new NodeSelectorTermBuilder(named(node)))
        .addNewMatchExpression()
        .withKey(Labels.AVAILABILITY)
        .withOperator("NotIn")
        .withValues("pause", "drain")
        .endMatchExpression()
        .build();
  }

  private static NodeSelectorTerm named(String node) {
    return new NodeSelectorTermBuilder()
        .addNewMatchField()
        .withKey("metadata.name")
        .withOperator("In")
        .withValues(node)
        .endMatchField()
        .build();
  }
}
