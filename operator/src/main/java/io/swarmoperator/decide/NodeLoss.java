package io.swarmoperator.decide;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * What happens when a node is lost (S§10.1, S§10.2) or deleted (S§10.4): from when on it counts as
 * down, and which tasks that takes. They are replaced as the restart policy says, after its delay;
 * the old one counts as at work no longer, but is told to stop should its node come back (S§10.3).
 * How the old one ends is for {@link TaskStates} to say.
 */
final class NodeLoss {
  private final ServiceView view;
  private final Instant now;
  private final boolean anyNodeReady;

  NodeLoss(ServiceView view, Instant now) {
    this.view = view;
    this.now = now;
    this.anyNodeReady = anyReady(view.nodes().values());
  }

  /** Whether any node is ready: else none counts as down (D43). */
  static boolean anyReady(Collection<NodeView> nodes) {
    return nodes.stream().anyMatch(n -> n.health() == NodeView.Health.READY);
  }

  /** Whether a node was deleted. */
  boolean gone(String node) {
    return !node.isEmpty() && !view.nodes().isEmpty() && !view.nodes().containsKey(node);
  }

  /**
   * Down, or gone. When no node at all is Ready none counts as down: nothing could be replaced
   * (D43). A node within its grace isn't Ready either, and how much of that is left an operator
   * that was just started can't know.
   */
  boolean down(String node) {
    return gone(node)
        || (anyNodeReady
            && Optional.ofNullable(view.nodes().get(node)).map(n -> n.downBy(now)).orElse(false));
  }

  /** Whether a task must be replaced because its node is lost. */
  static boolean takes(Task task) {
    return task.live() && task.hasPod() && task.onDownNode();
  }
}
