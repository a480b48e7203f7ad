package io.swarmoperator.decide;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
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
   * Whether a task waits for a place in vain: more tasks wait for its bucket than nodes have it
   * free, while another bucket is free on more nodes than tasks wait for it. A pod's bucket can't
   * be exchanged, so that another task must take its turn.
   *
   * @param task a live task
   * @param limit that stands now
   * @param nodes that it may go to
   */
  boolean waitsInVain(Task task, int limit, Collection<NodeView> nodes) {
    Optional<PodView> pod = task.pod().filter(p -> task.hasUnfinishedPod() && !p.deleting());
    OptionalInt bucket = pod.map(PodView::bucket).orElseGet(OptionalInt::empty);
    boolean unplaced =
        pod.filter(p -> p.nodeName().isEmpty() && !p.schedulerMessage().isEmpty()).isPresent();
    return unplaced
        && bucket.orElse(NONE) != NONE
        && lacking(bucket.getAsInt(), nodes) > 0
        && numbers(limit).anyMatch(b -> lacking(b, nodes) < 0);
  }

  /** A task gives up waiting for its bucket, in favour of one that is free. */
  void leave(Task task, int limit, Collection<NodeView> nodes) {
    task.pod()
        .orElseThrow()
        .bucket()
        .ifPresent(
            bucket -> {
              waiting.merge(bucket, -1, Integer::sum);
              holders.merge(bucket, -1, Integer::sum);
            });
    numbers(limit)
        .filter(b -> lacking(b, nodes) < 0)
        .findFirst()
        .ifPresent(b -> take(Optional.empty(), b));
  }

  /** How many more tasks wait for a bucket than nodes have it free. */
  private long lacking(int bucket, Collection<NodeView> nodes) {
    long free = nodes.stream().filter(n -> open(n.name(), bucket)).count();
    return waiting.getOrDefault(bucket, 0) - free;
  }

  private boolean open(String node, int bucket) {
    Set<Integer> taken = held.getOrDefault(node, Set.of());
    return !taken.contains(bucket) && !taken.contains(NONE);
  }

  private static IntStream numbers(int limit) {
    return IntStream.rangeClosed(1, limit);
  }
}
