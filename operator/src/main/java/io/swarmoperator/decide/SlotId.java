package io.swarmoperator.decide;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What tells the slots of a service apart: a number, or for global services the node (S§1.3).
 *
 * @param number 0 for slots of nodes
 * @param node empty for numbered slots
 */
public record SlotId(int number, String node) implements Comparable<SlotId> {
  private static final Comparator<SlotId> ORDER =
      Comparator.comparingInt(SlotId::number).thenComparing(SlotId::node);

  /** The slot of a number. */
  public static SlotId numbered(int number) {
    return new SlotId(number, "");
  }

  /** The slot of a node. */
  public static SlotId onNode(String node) {
    return new SlotId(0, node);
  }

  /**
   * The free numbered slots that come first (S§3.3, S§8.2).
   *
   * @param used slots that are taken
   * @param count how many at most; none when 0 or less
   * @param from first number
   * @param to last number
   */
  static List<SlotId> lowestFree(Set<SlotId> used, int count, int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(SlotId::numbered)
        .filter(id -> !used.contains(id))
        .limit(Math.max(count, 0))
        .toList();
  }

  /** As it stands in names and messages. */
  public String word() {
    return node.isEmpty() ? Integer.toString(number) : node;
  }

  @Override
  public int compareTo(SlotId other) {
    return ORDER.compare(this, other);
  }
}
