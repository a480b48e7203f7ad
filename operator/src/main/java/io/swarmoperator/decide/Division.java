package io.swarmoperator.decide;

import java.util.ArrayList;
import java.util.List;

/**
 * What an orchestrator says about each of the service's slots. Slots that stand in no list are left
 * alone.
 *
 * @param kept live slots that stay, ascending: rollouts walk over them, tasks that end are
 *     restarted
 * @param surplus slots whose tasks are to be removed without a trace (S§3.5)
 * @param leaving slots whose tasks are to stop without a replacement, and stay as history (S§7)
 * @param resting slots of paused nodes: nothing is added, updated or restarted there (S§7)
 * @param missing slots to be filled, ascending
 * @param dead slots that are neither live nor to be filled: their history goes (S§3.3)
 * @param outdated tasks of earlier runs of a job that are to be removed (S§8.2, S§8.3)
 */
record Division(
    List<Slot> kept,
    List<Slot> surplus,
    List<Slot> leaving,
    List<Slot> resting,
    List<SlotId> missing,
    List<Slot> dead,
    List<Task> outdated) {
  Division {
    kept = List.copyOf(kept);
    surplus = List.copyOf(surplus);
    leaving = List.copyOf(leaving);
    resting = List.copyOf(resting);
    missing = List.copyOf(missing);
    dead = List.copyOf(dead);
    outdated = List.copyOf(outdated);
  }

  /** A division in the making, slot by slot. */
  static final class Draft {
    private final List<Slot> kept = new ArrayList<>();
    private final List<Slot> surplus = new ArrayList<>();
    private final List<Slot> leaving = new ArrayList<>();
    private final List<Slot> resting = new ArrayList<>();
    private final List<Slot> dead = new ArrayList<>();

    void keep(Slot slot) {
      kept.add(slot);
    }

    void remove(Slot slot) {
      surplus.add(slot);
    }

    void stop(Slot slot) {
      leaving.add(slot);
    }

    void rest(Slot slot) {
      resting.add(slot);
    }

    void bury(Slot slot) {
      dead.add(slot);
    }

    /** What becomes of the slot of a node that has no task of the service now (S§7, S§8.3). */
    void withoutService(Slot slot, Eligibility.Standing standing) {
      switch (standing) {
        case LEFT -> stop(slot);
        case RESTING -> rest(slot);
        case GONE -> {
          if (slot.live().isEmpty()) {
            bury(slot);
          } else {
            remove(slot);
          }
        }
        case SERVED -> throw new IllegalArgumentException(slot.id() + " is served");
      }
    }

    /** All that was said of slots, and which are to be filled. */
    Division filling(List<SlotId> missing) {
      return filling(missing, List.of());
    }

    Division filling(List<SlotId> missing, List<Task> outdated) {
      return new Division(kept, surplus, leaving, resting, missing, dead, outdated);
    }
  }
}
