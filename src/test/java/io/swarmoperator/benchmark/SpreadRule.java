package io.swarmoperator.benchmark;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Where Swarm puts tasks (S§9.4): each on the node that has room and the fewest tasks of the
 * service, then the fewest tasks at all.
 */
final class SpreadRule {

  /**
   * A node as a placement finds it.
   *
   * @param own tasks of the service
   * @param all tasks of all services
   * @param room how many more tasks of the service fit
   */
  record Spot(int own, int all, int room) {}

  private SpreadRule() {}

  /** How many of the new tasks go to each node; what doesn't fit anywhere goes nowhere. */
  static Map<String, Integer> share(Map<String, Spot> nodes, int tasks) {
    Map<String, Spot> now = new TreeMap<>(nodes);
    Map<String, Integer> shares = new HashMap<>();
    for (int i = 0; i < tasks; i++) {
      now.entrySet().stream()
          .filter(e -> e.getValue().room() > 0)
          .min(
              Comparator.comparing((Map.Entry<String, Spot> e) -> e.getValue().own())
                  .thenComparing(e -> e.getValue().all()))
          .map(Map.Entry::getKey)
          .ifPresent(
              name -> {
                now.computeIfPresent(
                    name, (n, s) -> new Spot(s.own() + 1, s.all() + 1, s.room() - 1));
                shares.merge(name, 1, Integer::sum);
              });
    }
    return shares;
  }

  /**
   * How many tasks are elsewhere than by the rule. Between nodes that were alike before, the rule
   * leaves the choice open.
   */
  static int misplaced(Map<String, Spot> nodes, Map<String, Integer> actual, int tasks) {
    Map<String, Integer> expected = share(nodes, tasks);
    int distance =
        nodes.keySet().stream().collect(Collectors.groupingBy(nodes::get)).values().stream()
            .mapToInt(alike -> distance(sorted(alike, expected), sorted(alike, actual)))
            .sum();
    return (distance + 1) / 2;
  }

  private static List<Integer> sorted(List<String> names, Map<String, Integer> counts) {
    return names.stream().map(n -> counts.getOrDefault(n, 0)).sorted().toList();
  }

  private static int distance(List<Integer> one, List<Integer> other) {
    return IntStream.range(0, one.size()).map(i -> Math.abs(one.get(i) - other.get(i))).sum();
  }
}
