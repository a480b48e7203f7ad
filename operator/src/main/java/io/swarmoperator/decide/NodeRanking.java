package io.swarmoperator.decide;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Swarm's spread: the node with the fewest tasks of the service, then with the fewest tasks at all
 * (S§9.4). The choice is a hint, the scheduler keeps the last word (mechanics 4).
 */
final class NodeRanking {
  /**
   * The default scheduler scores only a sample of more nodes than these; a hint would leave nodes
   * empty (mechanics 4).
   */
  private static final int MOST_NODES = 100;

  private final List<NodeView> eligible;
  private final Map<String, Integer> own = new HashMap<>();
  private final Map<String, Integer> all = new HashMap<>();

  NodeRanking(World world) {
    this.eligible = world.view().nodes().values().stream().filter(NodeView::takesTasks).toList();
    eligible.forEach(n -> all.put(n.name(), n.tasks()));
    world.tasks().stream()
        .filter(Task::live)
        .map(t -> t.now().nodeName())
        .forEach(n -> own.merge(n, 1, Integer::sum));
  }

  /** The node for the next task; it counts from then on. */
  Optional<String> choose() {
    if (eligible.size() > MOST_NODES) {
      return Optional.empty();
    }
    Optional<String> best =
        eligible.stream()
            .map(NodeView::name)
            .min(
                Comparator.comparing((String n) -> own.getOrDefault(n, 0))
                    .thenComparing(n -> all.getOrDefault(n, 0))
                    .thenComparing(Comparator.naturalOrder()));
    best.ifPresent(
        node -> {
          own.merge(node, 1, Integer::sum);
          all.merge(node, 1, Integer::sum);
        });
    return best;
  }
}
