package io.swarmoperator.decide;

import java.util.List;

/**
 * Where the tasks of a revision may go, and how they spread (S§9).
 *
 * @param constraints all of which a node must meet
 * @param spread keys of the node labels over whose values tasks are spread, outermost first (S§9.5)
 * @param maxReplicasPerNode tasks of the service that a node takes at most, 0: any number
 */
public record Placement(List<Constraint> constraints, List<String> spread, int maxReplicasPerNode) {
  /** Anywhere. */
  public static final Placement NONE = new Placement(List.of(), List.of(), 0);

  public Placement {
    constraints = List.copyOf(constraints);
    spread = List.copyOf(spread);
  }

  /** Whether a node meets all constraints. */
  public boolean allows(NodeView node) {
    return constraints.stream().allMatch(c -> c.matches(node));
  }
}
