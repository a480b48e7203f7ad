package io.swarmoperator.decide;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Brings the buckets of tasks that were made under another limit in line with the present one
 * (S§9.2, mechanics 5): tasks on one node are told apart, and what finds no number, because its
 * node has more tasks than places, bars the node to others. So does a task that is still on its way
 * to some node. A pod keeps others out of the bucket that it was made for, however it is labelled,
 * so that it gets that one where it can.
 */
final class BucketNumbers {
  private final int limit;
  private final Set<Integer> taken = new HashSet<>();
  private final Map<Numbered, Integer> numbers = new LinkedHashMap<>();

  private BucketNumbers(int limit) {
    this.limit = limit;
  }

  /** What must be done before another task is made: its place is counted among these. */
  static List<Step> renew(World world) {
    int limit = world.maxReplicasPerNode();
    if (limit == 0) {
      return List.of();
    }
    Map<String, List<Numbered>> nodes =
        world.tasks().stream()
            .filter(Task::hasUnfinishedPod)
            .map(t -> new Numbered(t.name(), t.pod().orElseThrow()))
            .collect(
                Collectors.groupingBy(t -> t.pod().nodeName(), TreeMap::new, Collectors.toList()));
    return nodes.entrySet().stream()
        .flatMap(
            e -> {
              BucketNumbers numbers = new BucketNumbers(limit);
              return (e.getKey().isEmpty()
                      ? numbers.onTheWay(e.getValue())
                      : numbers.onNode(e.getValue()))
                  .stream();
            })
        .toList();
  }

  /** A task and the bucket that it has. */
  private record Numbered(String name, PodView pod) {
    int made() {
      return pod.spot().bucket().orElse(Buckets.NONE);
    }

    int now() {
      return pod.bucket().orElse(Buckets.NONE);
    }
  }

  private List<Step> onTheWay(List<Numbered> tasks) {
    tasks.forEach(t -> numbers.put(t, valid(t.made()) ? t.made() : Buckets.NONE));
    return changes();
  }

  private List<Step> onNode(List<Numbered> tasks) {
    tasks.forEach(t -> give(t, t.made()));
    tasks.forEach(t -> give(t, t.now()));
    tasks.forEach(
        t ->
            give(
                t,
                IntStream.rangeClosed(1, limit)
                    .filter(b -> !taken.contains(b))
                    .findFirst()
                    .orElse(Buckets.NONE)));
    tasks.forEach(t -> numbers.putIfAbsent(t, Buckets.NONE));
    return changes();
  }

  private void give(Numbered task, int bucket) {
    if (!numbers.containsKey(task) && valid(bucket) && taken.add(bucket)) {
      numbers.put(task, bucket);
    }
  }

  private boolean valid(int bucket) {
    return bucket != Buckets.NONE && bucket <= limit;
  }

  private List<Step> changes() {
    return numbers.entrySet().stream()
        .filter(e -> e.getKey().pod().bucket().isEmpty() || e.getKey().now() != e.getValue())
        .map(
            e ->
                Step.of(
                    new Action.LabelPod(e.getKey().name(), e.getKey().pod().uid(), e.getValue())))
        .toList();
  }
}
