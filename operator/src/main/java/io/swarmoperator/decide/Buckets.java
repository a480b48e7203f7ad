package io.swarmoperator.decide;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The places that nodes have for a service's tasks under max replicas per node (S§9.2, mechanics
 * 5). Each task carries the number of one bucket, and the scheduler puts no two of a bucket on one
 * node: hard, and free of races. A pod holds its bucket until it has ended or is gone.
 */
final class Buckets {
  /** The bucket of a task on a node that has more tasks than places; nothing may join it. */
  static final int NONE = 0;

  private final Map<String, Set<Integer>> held = new HashMap<>();
  private final Map<Integer, Integer> holders = new HashMap<>();
  private final Map<Integer, Integer> waiting = new HashMap<>();

  Buckets(World world) {
    for (Task task : world.tasks()) {
      OptionalInt bucket =
          task.hasUnfinishedPod() ? task.pod().orElseThrow().bucket() : OptionalInt.empty();
      bucket.ifPresent(b -> take(task.whereabouts(), b));
    }
  }

  /** Notes that a task has a bucket, on a node or still without one. */
  void take(Optional<String> node, int bucket) {
    node.ifPresentOrElse(
        n -> held.computeIfAbsent(n, x -> new HashSet<>()).add(bucket),
        () -> waiting.merge(bucket, 1, Integer::sum));
    holders.merge(bucket, 1, Integer::sum);
  }

  /** The lowest bucket that no task holds on a node. */
  OptionalInt free(String node, int limit) {
    return numbers(limit).filter(b -> open(node, b)).findFirst();
  }

  /** The bucket that the fewest tasks hold: where there is no room, the likeliest to get some. */
  int rarest(int limit) {
    return numbers(limit)
        .boxed()
        .min(Comparator.comparing(b -> holders.getOrDefault(b, 0)))
        .orElseThrow();
  }

  /**
   * The nodes on which a task could still have a place: those whose other places are free while
   * each that has been tried is held. A node where one of those is free has no room for the task,
   * or the scheduler would have put it there.
   *
   * @param tried buckets for which the task has waited in vain
   * @param nodes that it may go to
   */
  List<NodeView> untried(Set<Integer> tried, int limit, Collection<NodeView> nodes) {
    return nodes.stream()
        .filter(n -> tried.stream().noneMatch(b -> b <= limit && open(n.name(), b)))
        .filter(n -> free(n.name(), limit).isPresent())
        .toList();
  }

  /** A bucket that is free on more of these nodes than tasks wait for it. */
  OptionalInt spare(int limit, Collection<NodeView> nodes) {
    return numbers(limit)
        .filter(
            b -> nodes.stream().filter(n -> open(n.name(), b)).count() > waiting.getOrDefault(b, 0))
        .findFirst();
  }

  /** A task waits for another bucket from now on. */
  void exchange(int old, int other) {
    waiting.merge(old, -1, Integer::sum);
    holders.merge(old, -1, Integer::sum);
    take(Optional.empty(), other);
  }

  private boolean open(String node, int bucket) {
    Set<Integer> taken = held.getOrDefault(node, Set.of());
    return !taken.contains(bucket) && !taken.contains(NONE);
  }

  private static IntStream numbers(int limit) {
    return IntStream.rangeClosed(1, limit);
  }
}
