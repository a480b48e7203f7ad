package io.swarmoperator.decide;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
   * from 0. A slot that its restart policy has given up is not tried again (quirk Q6, fixed by
   * design §4).
   */
  Division replicated(Mode.ReplicatedJob job) {
    List<Slot> present = present();
    List<Slot> atWork = present.stream().filter(s -> !over(s)).toList();
    int count = job.maxConcurrent() - atWork.size();
    return new Division(
        atWork,
        List.of(),
        present.stream().filter(JobOrchestrator::doneTwice).toList(),
        List.of(),
        lowestFree(present, count, job.totalCompletions()),
        List.of(),
        world.tasks().stream()
            .filter(world::outdated)
            .filter(JobOrchestrator::unfinished)
            .toList());
  }

  /**
   * A global job: one task on every active node, once (S§8.3). What was done on a node that is gone
   * goes with it: one of its name that joins is another node.
   */
  Division global() {
    Eligibility eligibility = new Eligibility(world, restarts);
    List<Slot> atWork = new ArrayList<>();
    List<Slot> surplus = new ArrayList<>();
    List<Slot> dead = new ArrayList<>();
    List<Slot> leaving = new ArrayList<>();
    List<Slot> resting = new ArrayList<>();
    Set<SlotId> served = new HashSet<>();
    for (Slot slot : present()) {
      switch (eligibility.standing(slot.id().node())) {
        case LEFT -> leaving.add(slot);
        case GONE -> (slot.live().isEmpty() ? dead : surplus).add(slot);
        case RESTING -> resting.add(slot);
        case SERVED -> {
          boolean cleared = slot.cleared(world.memory().attemptFloor());
          if (!cleared && !eligibility.stoppedWithNode(slot)) {
            served.add(slot.id());
            if (!over(slot)) {
              atWork.add(slot);
            } else if (doneTwice(slot)) {
              leaving.add(slot);
            }
          }
        }
      }
    }
    return new Division(
        atWork,
        surplus,
        leaving,
        resting,
        eligibility.unserved(served),
        dead,
        world.tasks().stream().filter(world::outdated).toList());
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
    return slot.newest().completed() || restarts.finished(slot);
  }

  /** Finished ones of earlier iterations stay as they are (S§8.2). */
  private static boolean unfinished(Task task) {
    return !task.ended() || task.now().desired() == DesiredState.REMOVE;
  }

  private static List<SlotId> lowestFree(List<Slot> present, int count, int total) {
    Set<SlotId> used = new HashSet<>();
    present.forEach(s -> used.add(s.id()));
    List<SlotId> free = new ArrayList<>();
    for (int number = 0; number < total && free.size() < count; number++) {
      SlotId id = SlotId.numbered(number);
      if (!used.contains(id)) {
        free.add(id);
      }
    }
    return free;
  }
}
