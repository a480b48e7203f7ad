package io.swarmoperator.decide;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** On which nodes a global service keeps, stops and needs a task (S§7). */
final class GlobalOrchestrator {
  private final World world;
  private final Liveness liveness;
  private final Eligibility eligibility;

  GlobalOrchestrator(World world, RestartSupervisor restarts, Liveness liveness) {
    this.world = world;
    this.liveness = liveness;
    this.eligibility = new Eligibility(world, restarts);
  }

  Division divide() {
    List<Slot> kept = new ArrayList<>();
    List<Slot> surplus = new ArrayList<>();
    List<Slot> leaving = new ArrayList<>();
    List<Slot> resting = new ArrayList<>();
    List<Slot> dead = new ArrayList<>();
    Set<SlotId> served = new HashSet<>();
    for (Slot slot : world.slots().values()) {
      switch (eligibility.standing(slot.id().node())) {
        case SERVED -> {
          if (liveness.live(slot) && !eligibility.stoppedWithNode(slot)) {
            kept.add(slot);
            served.add(slot.id());
          }
        }
        case LEFT -> leaving.add(slot);
        case GONE -> (slot.live().isEmpty() ? dead : surplus).add(slot);
        case RESTING -> resting.add(slot);
      }
    }
    return new Division(
        kept, surplus, leaving, resting, eligibility.unserved(served), dead, List.of());
  }
}
