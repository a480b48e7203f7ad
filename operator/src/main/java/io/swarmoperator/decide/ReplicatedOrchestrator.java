package io.swarmoperator.decide;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which slots a replicated service keeps, gives up and needs (S§3.3). */
final class ReplicatedOrchestrator {
  private ReplicatedOrchestrator() {}

  static Division divide(World world, Liveness liveness, int replicas) {
    List<Slot> live = world.slots().values().stream().filter(liveness::live).toList();
    List<Slot> order = ScaleDown.keepOrder(live, liveness::members);
    int kept = Math.min(replicas, order.size());
    List<SlotId> missing = lowestFree(live, replicas - live.size());
    Set<SlotId> reused = new HashSet<>(missing);
    Division.Draft draft = new Division.Draft();
    order.subList(0, kept).stream().sorted(Comparator.comparing(Slot::id)).forEach(draft::keep);
    order.subList(kept, order.size()).forEach(draft::remove);
    world.slots().values().stream()
        .filter(s -> !liveness.live(s) && !reused.contains(s.id()))
        .forEach(draft::bury);
    return draft.filling(missing);
  }

  private static List<SlotId> lowestFree(List<Slot> live, int count) {
    Set<SlotId> used = new HashSet<>();
    live.forEach(s -> used.add(s.id()));
    List<SlotId> free = new ArrayList<>();
    for (int number = 1; free.size() < count; number++) {
      SlotId id = SlotId.numbered(number);
      if (!used.contains(id)) {
        free.add(id);
      }
    }
    return free;
  }
}
