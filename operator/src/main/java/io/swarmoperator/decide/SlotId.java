package io.swarmoperator.decide;

import java.util.Comparator;

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

  /** As it stands in names and messages. */
  public String word() {
    return node.isEmpty() ? Integer.toString(number) : node;
  }

  @Override
  public int compareTo(SlotId other) {
    return ORDER.compare(this, other);
  }
}
