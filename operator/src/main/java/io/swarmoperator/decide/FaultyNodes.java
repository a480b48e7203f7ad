package io.swarmoperator.decide;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The nodes on which a revision's tasks fail again and again (S§9.4 rule 1, s24i). Failures are
 * known from the records that the history still holds, and from what the operator remembers as long
 * as it lives, as Swarm's scheduler does.
 */
final class FaultyNodes {
  private static final int TOLERATED = 4;

  private final Map<String, Integer> failures = new HashMap<>();

  FaultyNodes(World world, String revision) {
    Stream<FailureOnNode> recorded =
        world.tasks().stream().map(t -> FailureOnNode.of(t.now())).flatMap(Optional::stream);
    Set<String> counted = new HashSet<>();
    Stream.concat(world.view().failures().stream(), recorded)
        .filter(f -> f.revision().equals(revision))
        .filter(f -> f.heldAt(world.now()))
        .filter(f -> counted.add(f.task()))
        .forEach(f -> failures.merge(f.node(), 1, Integer::sum));
  }

  /** How often it failed on a node; 0 as long as that may be chance. */
  int failures(String node) {
    int count = failures.getOrDefault(node, 0);
    return count > TOLERATED ? count : 0;
  }

  /** The nodes to be avoided as long as there are better ones. */
  List<String> among(List<NodeView> nodes) {
    int fewest = nodes.stream().mapToInt(n -> failures(n.name())).min().orElse(0);
    return nodes.stream().map(NodeView::name).filter(n -> failures(n) > fewest).sorted().toList();
  }
}
