package io.swarmoperator.decide;

import java.util.HashSet;
import java.util.Set;

/** On which nodes a global service keeps, stops and needs a task (S§7). */
final class GlobalOrchestrator {
  private final World world;
  private final Liveness liveness;
  private final Eligibility eligibility;

  GlobalOrchestrator(World world, Liveness liveness) {
    this.world = world;
    this.liveness = liveness;
    this.eligibility = new Eligibility(world);
  }

  Division divide() {
    Division.Draft draft = new Division.Draft();
    Set<SlotId> served = new HashSet<>();
    for (Slot slot : world.slots().values()) {
      Eligibility.Standing standing = eligibility.standing(slot.id().node());
      if (standing != Eligibility.Standing.SERVED) {
        draft.withoutService(slot, standing);
      } else if (liveness.live(slot) && !Eligibility.stoppedWithNode(slot)) {
        draft.keep(slot);
        served.add(slot.id());
      }
    }
    return draft.filling(eligibility.unserved(served));
  }
}
