package io.swarmoperator.decide;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which slots a replicated service keeps, gives up and needs (S§3.3). */
final class ReplicatedOrchestrator {
  private ReplicatedOrchestrator() {}

  static Division divide(World world, Liveness liveness, int replicas) {
    List<Slot> live = world.slots().values().stream().filter(liveness::live).toList();
    List<Slot> order = ScaleDown.keepOrder(live, liveness::members);
    int kept = Math.min(replicas, order.size());
    Set<SlotId> used = live.stream().map(Slot::id).collect(Collectors.toSet());
    List<SlotId> missing = SlotId.lowestFree(used, replicas - live.size(), 1, Integer.MAX_VALUE);
    Set<SlotId> reused = new HashSet<>(missing);
    Division.Draft draft = new Division.Draft();
    order.subList(0, kept).stream().sorted(Comparator.comparing(Slot::id)).forEach(draft::keep);
    order.subList(kept, order.size()).forEach(draft::remove);
    world.slots().values().stream()
        .filter(s -> !used.contains(s.id()) && !reused.contains(s.id()))
        .forEach(draft::bury);
    return draft.filling(missing);
  }
}
