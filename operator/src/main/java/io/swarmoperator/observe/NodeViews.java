package io.swarmoperator.observe;

import io.fabric8.kubernetes.api.model.Node;
import io.swarmoperator.decide.NodeView;
import io.swarmoperator.decide.ServiceView;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The nodes that a decision is taken from, by {@link NodeConfirmation}. */
public final class NodeViews {
  private final Caches caches;
  private final NodeFacts facts;
  private final Function<String, Optional<Node>> live;

  /**
   * Reads from the cache.
   *
   * @param caches of all kinds
   * @param facts since when which node isn't ready, and which are gone
   * @param live asks the API server for a node by name
   */
  public NodeViews(Caches caches, NodeFacts facts, Function<String, Optional<Node>> live) {
    this.caches = caches;
    this.facts = facts;
    this.live = live;
  }

  /** A view with the nodes as they are now. */
  ServiceView around(ServiceView view) {
    Map<String, NodeView> cached =
        caches.nodes().all().collect(Collectors.toMap(n -> n.getMetadata().getName(), this::node));
    return view.with(NodeConfirmation.confirmed(view, cached, this::live));
  }

  /** A view with the same nodes as they are loaded now. */
  ServiceView withPresentLoad(ServiceView view) {
    Map<String, NodeView> loaded =
        view.nodes().values().stream()
            .collect(Collectors.toMap(NodeView::name, n -> n.withTasks(tasksOn(n.name()))));
    return view.with(loaded);
  }

  private int tasksOn(String node) {
    return caches.load().tasksOn(node);
  }

  private Optional<NodeView> live(String name) {
    if (facts.isGone(name)) {
      return Optional.empty();
    }
    Optional<Node> node = live.apply(name);
    if (node.isEmpty()) {
      facts.gone(name);
    }
    return node.map(this::node);
  }

  private NodeView node(Node node) {
    return facts.of(node, tasksOn(node.getMetadata().getName()));
  }
}
