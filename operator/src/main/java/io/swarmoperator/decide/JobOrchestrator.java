package io.swarmoperator.decide;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which slots a job's present iteration keeps at work and needs (S§8). */
final class JobOrchestrator {
  private final World world;
  private final RestartSupervisor restarts;

  JobOrchestrator(World world, RestartSupervisor restarts) {
    this.world = world;
    this.restarts = restarts;
  }

  /**
   * A replicated job: as many at work as may be and as are still needed, in the lowest free slots
   * from 0. A slot that its restart policy has given up is not tried again (Q6, D78).
   */
  Division replicated(Mode.ReplicatedJob job) {
    List<Slot> present = present();
    Division.Draft draft = new Division.Draft();
    int atWork = 0;
    for (Slot slot : present) {
      if (!over(slot)) {
        draft.keep(slot);
        atWork++;
      }
      if (doneTwice(slot)) {
        draft.stop(slot);
      }
    }
    int count = job.maxConcurrent() - atWork;
    return draft.filling(
        SlotId.lowestFree(
            present.stream().map(Slot::id).collect(Collectors.toSet()),
            count,
            0,
            job.totalCompletions() - 1),
        world.tasks().stream()
            .filter(world::outdated)
            .filter(JobOrchestrator::unfinished)
            .toList());
  }

  /**
   * A global job: one task on every active node, once (S§8.3). One that doesn't fit any more, or is
   * gone, can't hold it open (D144, D146). What was done on a node that is gone goes with it: one
   * of its name that joins is another node (D145).
   */
  Division global() {
    Eligibility eligibility = new Eligibility(world);
    Division.Draft draft = new Division.Draft();
    Set<SlotId> served = new HashSet<>();
    for (Slot slot : present()) {
      Eligibility.Standing standing = eligibility.standing(slot.id().node());
      if (standing != Eligibility.Standing.SERVED) {
        draft.withoutService(slot, standing);
      } else if (!slot.cleared(world.memory().attemptFloor())
          && !Eligibility.stoppedWithNode(slot)) {
        served.add(slot.id());
        if (!over(slot)) {
          draft.keep(slot);
        } else if (doneTwice(slot)) {
          draft.stop(slot);
        }
      }
    }
    return draft.filling(
        eligibility.unserved(served), world.tasks().stream().filter(world::outdated).toList());
  }

  /** Slots with a task of the present iteration. */
  private List<Slot> present() {
    return world.slots().values().stream().filter(s -> !world.outdated(s.newest())).toList();
  }

  /** A lost task is still at work, or again, and its replacement has completed. */
  private static boolean doneTwice(Slot slot) {
    return slot.newest().completed() && !slot.live().isEmpty();
  }

  /** Completed, or given up. */
  private boolean over(Slot slot) {
    return slot.newest().completed() || restarts.restartsNoMore(slot);
  }

  /** Finished ones of earlier iterations stay as they are (S§8.2). */
  private static boolean unfinished(Task task) {
    return !task.ended() || task.now().desired() == DesiredState.REMOVE;
  }
}
