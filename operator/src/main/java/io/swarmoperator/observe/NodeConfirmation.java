package io.swarmoperator.observe;

import io.swarmoperator.decide.NodeDoubt;
import io.swarmoperator.decide.NodeView;
import io.swarmoperator.decide.PodView;
import io.swarmoperator.decide.ServiceView;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The watches of pods and nodes are not ordered: a pod may be seen on a node before that is seen to
 * have joined, to be back or to be labelled so that it takes the pod. Before a task is taken away
 * for its node's sake the API server is asked for that node.
 */
public final class NodeConfirmation {
  /** A pod of a node that is gone goes within minutes (mechanics 6). */
  private static final Duration REMEMBERED = Duration.ofHours(1);

  private final Function<String, Optional<NodeView>> live;
  private final Map<String, Instant> strayed = new ConcurrentHashMap<>();

  /**
   * Has asked for no node yet.
   *
   * @param live a node as the API server has it; empty when it is gone
   */
  public NodeConfirmation(Function<String, Optional<NodeView>> live) {
    this.live = live;
  }

  /**
   * Nodes of which those that a task would have to leave have been asked for once more.
   *
   * @param view whose tasks sit on them
   * @param cached as the watch shows them
   * @param now by the operator's clock
   */
  public Map<String, NodeView> confirmed(
      ServiceView view, Map<String, NodeView> cached, Instant now) {
    if (cached.isEmpty()) { // nothing is known of nodes, and none counts as deleted
      return cached;
    }
    Map<String, NodeView> nodes = new HashMap<>(cached);
    Set<String> asked = new HashSet<>();
    Map<String, List<PodView>> doubtful = doubtful(view, nodes, asked, now);
    while (!doubtful.isEmpty()) {
      doubtful.forEach((name, pods) -> confirm(nodes, name, pods, now));
      asked.addAll(doubtful.keySet());
      // none counts as down until one is known to be ready, and that may be one of these (D43)
      doubtful = doubtful(view, nodes, asked, now);
    }
    return nodes;
  }

  /** Pods that would have to leave a node that was not asked for, by node. */
  private static Map<String, List<PodView>> doubtful(
      ServiceView view, Map<String, NodeView> nodes, Set<String> asked, Instant now) {
    NodeDoubt doubt = new NodeDoubt(view, nodes, now);
    return view.tasks().stream()
        .filter(doubt::concerns)
        .map(task -> task.pod().orElseThrow())
        .filter(pod -> !asked.contains(pod.nodeName()))
        .collect(Collectors.groupingBy(PodView::nodeName));
  }

  /** That a node is gone holds for these pods for ever: one of its name that joins is another. */
  private void confirm(Map<String, NodeView> nodes, String name, List<PodView> pods, Instant now) {
    boolean known = pods.stream().allMatch(pod -> strayed.containsKey(pod.uid()));
    Optional<NodeView> node = known ? Optional.empty() : live.apply(name);
    if (node.isPresent()) {
      nodes.put(name, node.get());
      return;
    }
    nodes.remove(name);
    strayed.values().removeIf(at -> now.isAfter(at.plus(REMEMBERED)));
    pods.forEach(pod -> strayed.putIfAbsent(pod.uid(), now));
  }
}
