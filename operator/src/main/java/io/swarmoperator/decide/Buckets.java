package io.swarmoperator.decide;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
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
          task.hasUnfinishedPod() ? task.pod().orElseThrow().spot().bucket() : OptionalInt.empty();
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
    return numbers(limit).filter(b -> free(node, b, held)).findFirst();
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
   * @param limit under which it was made
   * @param nodes that it may go to
   */
  boolean waitsInVain(Task task, int limit, Collection<NodeView> nodes) {
    Optional<PodView> pod = task.pod().filter(p -> task.hasUnfinishedPod() && !p.deleting());
    OptionalInt bucket = pod.map(p -> p.spot().bucket()).orElseGet(OptionalInt::empty);
    boolean unplaced =
        pod.filter(p -> p.nodeName().isEmpty() && !p.schedulerMessage().isEmpty()).isPresent();
    return unplaced
        && bucket.isPresent()
        && lacking(bucket.getAsInt(), nodes) > 0
        && numbers(limit).anyMatch(b -> lacking(b, nodes) < 0);
  }

  /** A task gives up waiting. */
  void leave(Task task) {
    task.pod()
        .orElseThrow()
        .spot()
        .bucket()
        .ifPresent(
            bucket -> {
              waiting.merge(bucket, -1, Integer::sum);
              holders.merge(bucket, -1, Integer::sum);
            });
  }

  /** How many more tasks wait for a bucket than nodes have it free. */
  private long lacking(int bucket, Collection<NodeView> nodes) {
    long free = nodes.stream().filter(n -> free(n.name(), bucket, held)).count();
    return waiting.getOrDefault(bucket, 0) - free;
  }

  private static boolean free(String node, int bucket, Map<String, Set<Integer>> held) {
    Set<Integer> taken = held.getOrDefault(node, Set.of());
    return !taken.contains(bucket) && !taken.contains(NONE);
  }

  private static IntStream numbers(int limit) {
    return IntStream.rangeClosed(1, limit);
  }

  /**
   * Brings the buckets of tasks that were made under another limit in line with the present one:
   * those of a node are told apart, and what finds no number bars the node to others. Must be done
   * before another task is made.
   */
  static List<Step> renumber(World world) {
    int limit = world.target().placement().maxReplicasPerNode();
    List<Step> steps = new ArrayList<>();
    if (limit > 0) {
      byNode(world).values().forEach(tasks -> renumber(tasks, limit, steps));
    }
    return steps;
  }

  private static Map<String, List<Task>> byNode(World world) {
    Map<String, List<Task>> nodes = new TreeMap<>();
    for (Task task : world.tasks()) {
      if (task.hasUnfinishedPod() && !task.pod().orElseThrow().nodeName().isEmpty()) {
        String node = task.pod().orElseThrow().nodeName();
        nodes.computeIfAbsent(node, x -> new ArrayList<>()).add(task);
      }
    }
    return nodes;
  }

  private static void renumber(List<Task> tasks, int limit, List<Step> steps) {
    Set<Integer> taken = new HashSet<>();
    List<Task> others = new ArrayList<>();
    for (Task task : tasks) {
      int bucket = task.pod().orElseThrow().spot().bucket().orElse(NONE);
      if (bucket == NONE || bucket > limit || !taken.add(bucket)) {
        others.add(task);
      }
    }
    for (Task task : others) {
      PodView pod = task.pod().orElseThrow();
      int bucket = numbers(limit).filter(taken::add).findFirst().orElse(NONE);
      if (!pod.spot().bucket().equals(OptionalInt.of(bucket))) {
        steps.add(Step.of(new Action.LabelPod(task.name(), pod.uid(), bucket)));
      }
    }
  }
}
