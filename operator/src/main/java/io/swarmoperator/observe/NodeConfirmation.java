package io.swarmoperator.observe;

import io.swarmoperator.decide.Availability;
import io.swarmoperator.decide.NodeView;
import io.swarmoperator.decide.ObservedTask;
import io.swarmoperator.decide.Placement;
import io.swarmoperator.decide.PodView;
import io.swarmoperator.decide.Revision;
import io.swarmoperator.decide.ServiceView;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The watches of pods and nodes are not ordered: a pod may be seen on a node before that is seen to
 * have joined, to be back or to be labelled so that it takes the pod. Before a task is taken away
 * for its node's sake the API server is asked for that node.
 */
public final class NodeConfirmation {
  private NodeConfirmation() {}

  /**
   * Nodes of which those that a task would have to leave have been asked for once more.
   *
   * @param view whose tasks sit on them
   * @param cached as the watch shows them
   * @param live as the API server has one; empty when it is gone
   */
  public static Map<String, NodeView> confirmed(
      ServiceView view, Map<String, NodeView> cached, Function<String, Optional<NodeView>> live) {
    if (cached.isEmpty()) { // nothing is known of nodes, and none counts as deleted
      return cached;
    }
    Map<String, NodeView> nodes = new HashMap<>(cached);
    for (String name : left(view, cached)) {
      nodes.remove(name);
      live.apply(name).ifPresent(node -> nodes.put(name, node));
    }
    return nodes;
  }

  private static Set<String> left(ServiceView view, Map<String, NodeView> nodes) {
    Map<String, Placement> placements =
        view.revisions().values().stream()
            .collect(Collectors.toMap(Revision::hash, Revision::placement, (a, b) -> a));
    return view.tasks().stream()
        .filter(task -> task.pod().filter(NodeConfirmation::stays).isPresent())
        .filter(task -> !mayStay(task, nodes, placements))
        .map(task -> task.pod().orElseThrow().nodeName())
        .collect(Collectors.toSet());
  }

  private static boolean stays(PodView pod) {
    return !pod.nodeName().isEmpty() && !pod.gone() && !pod.deleting() && !pod.finished();
  }

  private static boolean mayStay(
      ObservedTask task, Map<String, NodeView> nodes, Map<String, Placement> placements) {
    NodeView node = nodes.get(task.pod().orElseThrow().nodeName());
    return node != null
        && node.availability() != Availability.DRAIN
        && node.health() == NodeView.Health.READY
        && placements.getOrDefault(task.identity().revision(), Placement.NONE).allows(node);
  }
}
