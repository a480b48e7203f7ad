package io.swarmoperator.decide;

import java.util.List;

/**
 * Where the tasks of a revision may go, and how they spread (S§9).
 *
 * @param constraints all of which a node must meet
 * @param spread keys of the node labels over whose values tasks are spread, outermost first (S§9.5)
 * @param maxReplicasPerNode tasks of the service that a node takes at most, 0: any number
 * @param tolerations which taints of nodes they put up with
 */
public record Placement(
    List<Constraint> constraints,
    List<String> spread,
    int maxReplicasPerNode,
    List<Toleration> tolerations) {
  /** Anywhere. */
  public static final Placement NONE = new Placement(List.of(), List.of(), 0);

  public Placement {
    constraints = List.copyOf(constraints);
    spread = List.copyOf(spread);
    tolerations = List.copyOf(tolerations);
  }

  /** On nodes without taints. */
  public Placement(List<Constraint> constraints, List<String> spread, int maxReplicasPerNode) {
    this(constraints, spread, maxReplicasPerNode, List.of());
  }

  /** Whether a node meets all constraints. */
  public boolean allows(NodeView node) {
    return constraints.stream().allMatch(c -> c.matches(node));
  }

  /** Whether no taint keeps tasks to come off a node; those that are there it leaves alone. */
  public boolean tolerates(NodeView node) {
    return node.taints().stream()
        .allMatch(taint -> tolerations.stream().anyMatch(t -> t.covers(taint)));
  }

  /** Whether a node is there for tasks to come, the constraints aside. */
  boolean finds(NodeView node) {
    return node.takesTasks() && tolerates(node);
  }
}
