package io.swarmoperator.observe;

import io.swarmoperator.decide.Availability;
import io.swarmoperator.decide.NodeView;
import io.swarmoperator.decide.ObservedTask;
import io.swarmoperator.decide.Placement;
import io.swarmoperator.decide.PodView;
import io.swarmoperator.decide.Revision;
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
import java.util.stream.Stream;

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
    Doubt doubt = Doubt.of(view, cached, now);
    Map<String, NodeView> nodes = new HashMap<>(cached);
    view.tasks().stream()
        .filter(doubt::leaves)
        .map(task -> task.pod().orElseThrow())
        .collect(Collectors.groupingBy(PodView::nodeName))
        .forEach((name, pods) -> confirm(nodes, name, pods, now));
    return nodes;
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

  /** What makes it doubtful, by what the watch shows, that a task may stay on its node. */
  private record Doubt(
      Map<String, NodeView> nodes,
      boolean anyReady,
      Map<String, Placement> placements,
      Set<String> targets,
      Instant now) {

    static Doubt of(ServiceView view, Map<String, NodeView> nodes, Instant now) {
      Optional<Revision> current =
          Optional.ofNullable(view.revisions().get(view.memory().currentRevision()));
      return new Doubt(
          nodes,
          nodes.values().stream().anyMatch(n -> n.health() == NodeView.Health.READY),
          view.revisions().values().stream()
              .collect(Collectors.toMap(Revision::hash, Revision::placement, (a, b) -> a)),
          Stream.concat(current.stream(), Stream.of(view.specRevision()))
              .map(Revision::hash)
              .collect(Collectors.toSet()),
          now);
    }

    boolean leaves(ObservedTask task) {
      return task.pod().filter(Doubt::stays).isPresent() && !mayStay(task);
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
      if (counting.size() == 1 && node.availability() == Availability.PAUSE) {
        return true; // nobody enforces constraints there (S§10.5)
      }
      return counting.stream().map(this::placement).allMatch(placement -> placement.allows(node));
    }
  }
}
