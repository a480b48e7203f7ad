package io.swarmoperator.decide;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A task that failed or was rejected on a node (S§9.4 rule 1).
 *
 * @param task name of the task
 * @param revision hash of what it ran
 * @param node where
 * @param at when
 */
public record FailureOnNode(String task, String revision, String node, Instant at) {
  /** How long a failure is held against a node. */
  private static final Duration MEMORY = Duration.ofMinutes(5);

  /**
   * Of one revision on one node no more are remembered: a thousand slots that fail every second
   * would else fill the memory (D64).
   */
  private static final int MOST = 50;

  /** What a record tells of a failure on a node; empty when it tells of none. */
  static Optional<FailureOnNode> of(TaskRecord task) {
    boolean failed = task.state() == TaskState.FAILED || task.state() == TaskState.REJECTED;
    return task.finishedAt()
        .filter(at -> failed && !task.nodeName().isEmpty())
        .map(
            at ->
                new FailureOnNode(
                    task.identity().name(), task.identity().revision(), task.nodeName(), at));
  }

  /** The failures that a plan writes down: the history may soon have no room for them. */
  public static List<FailureOnNode> in(Plan plan) {
    return plan.recorded().map(FailureOnNode::of).flatMap(Optional::stream).toList();
  }

  /**
   * What an operator still remembers: what is held against nodes now, each task's failure once, of
   * each revision on each node the newest.
   *
   * @param failures in any order
   * @return in the order in which they happened
   */
  public static List<FailureOnNode> remembered(List<FailureOnNode> failures, Instant now) {
    Set<String> tasks = new HashSet<>();
    Map<Place, Integer> counts = new HashMap<>();
    List<FailureOnNode> newestFirst =
        failures.stream()
            .filter(f -> f.heldAt(now))
            .sorted(Comparator.comparing(FailureOnNode::at).reversed())
            .filter(f -> tasks.add(f.task()))
            .filter(f -> counts.merge(f.place(), 1, Integer::sum) <= MOST)
            .toList();
    List<FailureOnNode> inOrder = new ArrayList<>(newestFirst);
    Collections.reverse(inOrder);
    return List.copyOf(inOrder);
  }

  /** Whether it is held against its node. */
  public boolean heldAt(Instant now) {
    return at.isAfter(now.minus(MEMORY));
  }

  private Place place() {
    return new Place(revision, node);
  }

  /** A revision on a node. */
  private record Place(String revision, String node) {}
}
