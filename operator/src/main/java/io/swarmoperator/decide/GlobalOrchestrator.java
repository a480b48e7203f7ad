package io.swarmoperator.decide;

import java.util.ArrayList;
import java.util.List;

/** On which nodes a global service keeps, stops and needs a task (S§7). */
final class GlobalOrchestrator {
  private GlobalOrchestrator() {}

  static Division divide(World world, Liveness liveness) {
    Eligibility eligibility = new Eligibility(world);
    List<Slot> kept = new ArrayList<>();
    List<Slot> surplus = new ArrayList<>();
    List<Slot> leaving = new ArrayList<>();
    List<Slot> dead = new ArrayList<>();
    for (Slot slot : world.slots().values()) {
      switch (eligibility.standing(slot.id().node())) {
        case SERVED -> {
          if (stays(slot, liveness)) {
            kept.add(slot);
          }
        }
        case LEFT -> leaving.add(slot);
        case GONE -> (slot.live().isEmpty() ? dead : surplus).add(slot);
        case RESTING -> {}
      }
    }
    List<SlotId> missing =
        eligibility.served().stream()
            .map(SlotId::onNode)
            .filter(id -> kept.stream().noneMatch(s -> s.id().equals(id)))
            .toList();
    return new Division(kept, surplus, leaving, missing, dead, List.of());
  }

  /**
   * A task that was told to stop, because its node was drained or down, is no member once the node
   * is back, whatever the restart policy says (quirk Q9, fixed by design §4).
   */
  private static boolean stays(Slot slot, Liveness liveness) {
    return liveness.live(slot) && (!slot.live().isEmpty() || slot.current().endedByItself());
  }
}
