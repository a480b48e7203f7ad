package io.swarmoperator.decide;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What makes it doubtful, by what the watch of nodes shows, that a task may stay on its node: it is
 * gone or lost ({@link NodeLoss}), drained ({@link NodeDrain}), or its labels don't meet the task's
 * constraints ({@link ConstraintEnforcer}). The watches are not ordered, so whoever observes asks
 * the API server for such a node before anything is decided.
 */
public final class NodeDoubt {
  private final Map<String, NodeView> nodes;
  private final boolean anyReady;
  private final Map<String, Placement> placements;
  private final Set<String> targets;
  private final Instant now;

  /**
   * By what a watch shows.
   *
   * @param view whose tasks are looked at; its own nodes don't count
   * @param nodes as the watch shows them
   * @param now by the operator's clock
   */
  public NodeDoubt(ServiceView view, Map<String, NodeView> nodes, Instant now) {
    this.nodes = nodes;
    this.anyReady = NodeLoss.anyReady(nodes.values());
    this.placements =
        view.revisions().values().stream()
            .collect(Collectors.toMap(Revision::hash, Revision::placement, (a, b) -> a));
    Optional<Revision> current =
        Optional.ofNullable(view.revisions().get(view.memory().currentRevision()));
    this.targets =
        Stream.concat(current.stream(), Stream.of(view.specRevision()))
            .map(Revision::hash)
            .collect(Collectors.toSet());
    this.now = now;
  }

  /** Whether a task would have to leave its node, or may have to. */
  public boolean concerns(ObservedTask task) {
    return task.pod().filter(NodeDoubt::stays).isPresent() && !mayStay(task);
  }

  private static boolean stays(PodView pod) {
    return !pod.nodeName().isEmpty() && !pod.gone() && !pod.deleting() && !pod.finished();
  }

  private boolean mayStay(ObservedTask task) {
    NodeView node = nodes.get(task.pod().orElseThrow().nodeName());
    return node != null
        && node.availability() != Availability.DRAIN
        && !(node.downBy(now) && anyReady) // else none counts as down (D43)
        && meetsConstraints(task.identity().revision(), node)
        && !losesToleration(task.identity().revision(), node);
  }

  /** What it was made to put up with, the service no longer does. */
  private boolean losesToleration(String revision, NodeView node) {
    return placement(revision).tolerates(node)
        && !targets.stream().allMatch(hash -> placement(hash).tolerates(node));
  }

  private Placement placement(String revision) {
    return placements.getOrDefault(revision, Placement.NONE);
  }

  /** Those that it was made with, and those of what the service is meant to run now. */
  private boolean meetsConstraints(String revision, NodeView node) {
    Set<String> counting = new HashSet<>(targets);
    counting.add(revision);
    if (counting.size() == 1 && NodePause.holds(node)) {
      return true; // nobody enforces constraints there (S§10.5)
    }
    return counting.stream().map(this::placement).allMatch(placement -> placement.allows(node));
  }
}
