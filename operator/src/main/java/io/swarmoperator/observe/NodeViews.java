package io.swarmoperator.observe;

import io.fabric8.kubernetes.api.model.Node;
import io.swarmoperator.decide.NodeView;
import io.swarmoperator.decide.ServiceView;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The nodes that a decision is taken from, by {@link NodeConfirmation}. */
public final class NodeViews {
  private final Caches caches;
  private final NodeFacts facts;
  private final Clock clock;
  private final NodeConfirmation confirmation;

  /**
   * Reads from the cache.
   *
   * @param caches of all kinds
   * @param facts since when which node isn't ready
   * @param live asks the API server for a node by name
   * @param clock the operator's
   */
  public NodeViews(
      Caches caches, NodeFacts facts, Function<String, Optional<Node>> live, Clock clock) {
    this.caches = caches;
    this.facts = facts;
    this.clock = clock;
    this.confirmation = new NodeConfirmation(name -> live.apply(name).map(this::found));
  }

  /** A view with the nodes as they are now. */
  ServiceView around(ServiceView view) {
    Map<String, NodeView> cached =
        caches.nodes().all().collect(Collectors.toMap(n -> n.getMetadata().getName(), this::node));
    return view.with(confirmation.confirmed(view, cached, clock.instant()));
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

  private NodeView found(Node node) {
    facts.saw(node);
    return node(node);
  }

  private NodeView node(Node node) {
    return facts.of(node, tasksOn(node.getMetadata().getName()));
  }
}
