package io.swarmoperator.decide;

import java.util.List;
import java.util.Optional;

/**
 * Under max replicas per node: keeps the place that an updated slot leaves for that slot's new
 * task. Swarm gives it to none of an older version (S§9.6); here their pods are first in the
 * scheduler's queue, and the update would then wait without end for the place it has lost. While
 * such a place is on its way from one task to the next, tasks of an older revision that have no
 * node stand back: they wait without a pod.
 */
final class PlaceKeeping {
  private final World world;
  private final boolean expected;

  /**
   * Sees which places change hands.
   *
   * @param leaving slots whose tasks are about to be stopped in favour of new ones
   */
  PlaceKeeping(World world, List<Slot> leaving) {
    this.world = world;
    this.expected =
        world.maxReplicasPerNode() > 0
            && (leaving.stream().anyMatch(PlaceKeeping::hasPlace)
                || world.slots().values().stream().anyMatch(this::awaitsItsPlace));
  }

  private static boolean hasPlace(Slot slot) {
    return slot.live().stream().anyMatch(t -> t.hasUnfinishedPod() && placed(t));
  }

  private static boolean placed(Task task) {
    return !task.now().nodeName().isEmpty();
  }

  /** Whether an update's task has yet to get its pod, or the scheduler to look at that. */
  private boolean awaitsItsPlace(Slot slot) {
    Task newest = slot.newest();
    boolean updated =
        newest.live() && newest.identity().reason().byUpdater() && world.clean(newest);
    return updated
        && slot.live().size() == 1
        && (newest.waiting() || unseenByScheduler(newest))
        && slot.tasks().stream().skip(1).findFirst().map(PlaceKeeping::placed).orElse(true);
  }

  /** Of a task that is live: its pod has neither ended nor been told to go. */
  private static boolean unseenByScheduler(Task task) {
    return task.pod()
        .filter(p -> p.nodeName().isEmpty() && p.schedulerMessage().isEmpty())
        .isPresent();
  }

  /** The slot's task whose pod has no node and must not get the place that is kept. */
  Optional<Task> inTheWay(Slot slot) {
    return slot.live().stream()
        .limit(1)
        .filter(t -> t.hasUnfinishedPod() && !t.deleting() && !placed(t) && standsBack(t))
        .findFirst();
  }

  /** Whether a task that has no pod has to wait for it. */
  boolean standsBack(Task task) {
    return expected && !world.clean(task);
  }
}
