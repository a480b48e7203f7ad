package io.swarmoperator.decide;

import java.util.Collection;
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
  /** The bucket of a task on a node that has more tasks than places. */
  static final int NONE = 0;

  private final Map<String, Set<Integer>> held = new HashMap<>();
  private final Map<Integer, Integer> holders = new HashMap<>();

  Buckets(World world) {
    for (Task task : world.tasks()) {
      task.pod()
          .filter(pod -> task.hasUnfinishedPod())
          .ifPresent(
              pod -> pod.spot().bucket().ifPresent(bucket -> take(task.whereabouts(), bucket)));
    }
  }

  /** Notes that a task has a bucket, on a node or still without one. */
  void take(Optional<String> node, int bucket) {
    node.ifPresent(n -> held.computeIfAbsent(n, x -> new HashSet<>()).add(bucket));
    holders.merge(bucket, 1, Integer::sum);
  }

  /** The lowest bucket that no task holds on a node. */
  OptionalInt free(String node, int limit) {
    Set<Integer> taken = held.getOrDefault(node, Set.of());
    return taken.contains(NONE)
        ? OptionalInt.empty()
        : IntStream.rangeClosed(1, limit).filter(b -> !taken.contains(b)).findFirst();
  }

  /** The bucket that the fewest tasks hold: where there is no room, the likeliest to get some. */
  int rarest(int limit) {
    return IntStream.rangeClosed(1, limit)
        .boxed()
        .min((a, b) -> holders.getOrDefault(a, 0) - holders.getOrDefault(b, 0))
        .orElse(1);
  }

  /** How many of some nodes have a bucket free. */
  long nodesWith(int bucket, Collection<NodeView> nodes) {
    return nodes.stream()
        .map(n -> held.getOrDefault(n.name(), Set.of()))
        .filter(taken -> !taken.contains(bucket) && !taken.contains(NONE))
        .count();
  }

  /** Every bucket under a limit. */
  static List<Integer> under(int limit) {
    return IntStream.rangeClosed(1, limit).boxed().toList();
  }
}
