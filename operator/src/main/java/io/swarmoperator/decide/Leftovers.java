package io.swarmoperator.decide;

import java.util.ArrayList;
import java.util.List;

/** What is left of tasks that must not run, or that are to leave no history (S§3.5). */
final class Leftovers {
  private final World world;
  private final Slots slots;
  private final SlotHistory history;
  private final StepList steps;

  Leftovers(World world, Slots slots, SlotHistory history, StepList steps) {
    this.world = world;
    this.slots = slots;
    this.history = history;
    this.steps = steps;
  }

  void plan() {
    world.tasks().forEach(this::finishStopping);
    slots.kept().forEach(this::dropRemoved);
    slots.resting().forEach(this::dropRemoved);
  }

  /**
   * Deletes what is left of the pod of a task that must not run: rejected, overdue, or told to stop
   * before a crash.
   */
  private void finishStopping(Task task) {
    boolean lingers = !task.live() && task.hasUnfinishedPod() && !task.deleting();
    if (!lingers || steps.takesCareOf(task)) {
      return;
    }
    steps.add(
        task.newlyEnded()
            ? List.of(steps.save(task.now()), steps.delete(task))
            : List.of(steps.delete(task)));
  }

  private void dropRemoved(Slot slot) {
    slot.tasks().stream()
        .filter(t -> !t.equals(slot.newest()) && t.removed() && !t.hasPod())
        .filter(t -> !steps.takesCareOf(t))
        .forEach(
            t -> {
              List<Action> actions = new ArrayList<>(history.anchor(slot, List.of(t)));
              actions.addAll(steps.drop(t));
              steps.add(actions);
            });
  }
}
