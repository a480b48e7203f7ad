package io.swarmoperator.walk;

import java.util.SortedMap;
import java.util.TreeMap;

/** How often something that must hold was really looked at. */
final class Judgements {
  private final SortedMap<String, Integer> counts = new TreeMap<>();

  /** It was looked at once. */
  void add(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  /** Those of another walk come to these; walks are played side by side. */
  synchronized void add(Judgements others) {
    others.counts.forEach((what, times) -> counts.merge(what, times, Integer::sum));
  }

  int of(String what) {
    return counts.getOrDefault(what, 0);
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}
