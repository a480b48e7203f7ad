package io.swarmoperator.render;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeAffinityBuilder;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.NodeSelectorTermBuilder;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodAffinityTermBuilder;
import io.fabric8.kubernetes.api.model.PodAntiAffinity;
import io.fabric8.kubernetes.api.model.PodAntiAffinityBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.swarmoperator.decide.NodeAttribute;
import io.swarmoperator.decide.Placement;
import io.swarmoperator.decide.Spot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Renders where a task may go and where it had best go; the scheduler keeps the last word
 * (mechanics 4, 5, 6).
 */
final class PlacementRenderer {
  private static final int MOST_WEIGHT = 100;

  /**
   * The scheduler's score for spread falls the faster with the tasks of a node the smaller this is.
   * With 2 a node of several tasks beside an empty one lost nearly all that its hint had won it,
   * and its load the rest.
   */
  private static final int SKEW_WITH_HINT = 10;

  private final String node;
  private final Placement placement;
  private final Spot spot;
  private final Map<String, String> service;

  /**
   * For one task.
   *
   * @param node the only one that will do, for a global service's task; empty otherwise
   * @param placement of its revision
   * @param spot where it had best go
   * @param service selects the tasks of its service
   */
  PlacementRenderer(String node, Placement placement, Spot spot, Map<String, String> service) {
    this.node = node;
    this.placement = placement;
    this.spot = spot;
    this.service = service;
  }

  /** Only nodes that may be used, the best of them first. */
  Affinity affinity() {
    return new AffinityBuilder()
        .withNodeAffinity(nodes())
        .withPodAntiAffinity(others().orElse(null))
        .build();
  }

  private NodeAffinity nodes() {
    NodeAffinityBuilder nodes =
        new NodeAffinityBuilder()
            .withNewRequiredDuringSchedulingIgnoredDuringExecution()
            .addToNodeSelectorTerms(usable())
            .endRequiredDuringSchedulingIgnoredDuringExecution();
    spot.hint().ifPresent(node -> prefer(nodes, named("In", node)));
    spot.avoided().forEach(node -> prefer(nodes, named("NotIn", node)));
    return nodes.build();
  }

  private NodeSelectorTerm usable() {
    NodeSelectorTerm term = ConstraintRenderer.render(placement);
    return node.isEmpty()
        ? term
        : new NodeSelectorTermBuilder(term)
            .addAllToMatchFields(named("In", node).getMatchFields())
            .build();
  }

  private static void prefer(NodeAffinityBuilder nodes, NodeSelectorTerm term) {
    nodes
        .addNewPreferredDuringSchedulingIgnoredDuringExecution()
        .withWeight(MOST_WEIGHT)
        .withPreference(term)
        .endPreferredDuringSchedulingIgnoredDuringExecution();
  }

  /**
   * Under max replicas per node: never beside a task that has the same place, nor one that has none
   * because its node has more tasks than places (mechanics 5). Without a hint, the preferences are
   * the scheduler's to follow.
   */
  private Optional<PodAntiAffinity> others() {
    PodAntiAffinityBuilder others = new PodAntiAffinityBuilder();
    spot.bucket()
        .ifPresent(
            bucket ->
                others.addToRequiredDuringSchedulingIgnoredDuringExecution(
                    holders(Integer.toString(bucket))));
    if (spot.hint().isEmpty() && node.isEmpty()) {
      int weight = MOST_WEIGHT;
      for (String key : placement.spread()) {
        if (ConstraintRenderer.labelKey(key)) {
          preferOther(others, key, weight);
          // an outer level counts more than all inner ones
          weight = Math.max(1, weight / 4);
        }
      }
    }
    PodAntiAffinity built = others.build();
    boolean none =
        built.getRequiredDuringSchedulingIgnoredDuringExecution().isEmpty()
            && built.getPreferredDuringSchedulingIgnoredDuringExecution().isEmpty();
    return none ? Optional.empty() : Optional.of(built);
  }

  private PodAffinityTerm holders(String bucket) {
    return new PodAffinityTermBuilder()
        .withTopologyKey(NodeAttribute.HOSTNAME_LABEL)
        .withNewLabelSelector()
        .withMatchLabels(service)
        .addNewMatchExpression()
        .withKey(Labels.BUCKET)
        .withOperator("In")
        .withValues(bucket, Labels.NO_BUCKET)
        .endMatchExpression()
        .endLabelSelector()
        .build();
  }

  private void preferOther(PodAntiAffinityBuilder others, String topologyKey, int weight) {
    others
        .addNewPreferredDuringSchedulingIgnoredDuringExecution()
        .withWeight(weight)
        .withNewPodAffinityTerm()
        .withTopologyKey(topologyKey)
        .withNewLabelSelector()
        .withMatchLabels(service)
        .endLabelSelector()
        .endPodAffinityTerm()
        .endPreferredDuringSchedulingIgnoredDuringExecution();
  }

  /**
   * The spread over nodes, never left out: without it the scheduler may put all tasks on one node.
   * With a hint the looser skew keeps it from working against the hint (mechanics 4).
   */
  TopologySpreadConstraint spread() {
    return new TopologySpreadConstraintBuilder()
        .withTopologyKey(NodeAttribute.HOSTNAME_LABEL)
        .withMaxSkew(spot.hint().isPresent() ? SKEW_WITH_HINT : 1)
        .withWhenUnsatisfiable("ScheduleAnyway")
        .withNodeAffinityPolicy("Honor")
        .withNodeTaintsPolicy("Honor")
        .withNewLabelSelector()
        .withMatchLabels(service)
        .endLabelSelector()
        .build();
  }

  /**
   * Without seconds, so that the operator alone decides about tasks of a lost node; admission would
   * add five minutes (mechanics 6). The declared ones come after them.
   */
  static List<Toleration> tolerations(List<Toleration> declared) {
    Stream<Toleration> lostNodes =
        Stream.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable")
            .map(
                key ->
                    new TolerationBuilder()
                        .withKey(key)
                        .withOperator("Exists")
                        .withEffect("NoExecute")
                        .build());
    return Stream.concat(lostNodes, declared.stream()).toList();
  }

  private static NodeSelectorTerm named(String operator, String node) {
    return new NodeSelectorTermBuilder()
        .addNewMatchField()
        .withKey("metadata.name")
        .withOperator(operator)
        .withValues(node)
        .endMatchField()
        .build();
  }
}
