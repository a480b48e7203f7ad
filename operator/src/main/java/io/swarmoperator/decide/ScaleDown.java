package io.swarmoperator.decide;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Which slots go when there are too many: from the fullest nodes the highest ones (S§3.4). */
final class ScaleDown {
  private ScaleDown() {}

  /**
   * A slot in the order of removal.
   *
   * @param slot the slot
   * @param copy the how-manieth on its node, or a number above all when it has no node or two live
   *     tasks, be it that an operator died after it had told the first of them to go
   */
  private record Ranked(Slot slot, int copy) {}

  /**
   * The slots in order of keeping: the first are kept longest.
   *
   * @param live live slots
   * @param members the tasks of a slot that make it live
   */
  static List<Slot> keepOrder(List<Slot> live, Function<Slot, List<Task>> members) {
    List<Slot> walk = new ArrayList<>(live);
    walk.sort(
        Comparator.comparing((Slot s) -> members.apply(s).stream().noneMatch(Task::running))
            .thenComparing(Slot::id));
    Map<String, Integer> copies = new HashMap<>();
    List<Ranked> ranked = new ArrayList<>();
    for (Slot slot : walk) {
      String node = node(slot, members.apply(slot));
      int copy = node.isEmpty() ? Integer.MAX_VALUE : copies.merge(node, 1, Integer::sum);
      ranked.add(new Ranked(slot, copy));
    }
    ranked.sort(Comparator.comparingInt(Ranked::copy)); // stable, as Swarm means it (S§3.4)
    return ranked.stream().map(Ranked::slot).toList();
  }

  /**
   * The node of a slot's only task. One that waits without a pod would have one in Swarm already,
   * as a rule that of the task before it: nothing else of the service has come to it (S§5.5, D19).
   */
  private static String node(Slot slot, List<Task> members) {
    if (members.size() != 1 || slot.newest().removed()) {
      return "";
    }
    Task only = members.get(0);
    return only.waiting() ? lastNode(slot) : only.now().nodeName();
  }

  private static String lastNode(Slot slot) {
    return slot.tasks().stream()
        .filter(t -> !t.now().nodeName().isEmpty())
        .findFirst()
        .filter(t -> !t.onDownNode() && !t.onDrainingNode())
        .map(t -> t.now().nodeName())
        .orElse("");
  }
}
