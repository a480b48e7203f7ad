package io.swarmoperator.decide;

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
}
