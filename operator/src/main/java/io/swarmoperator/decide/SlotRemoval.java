package io.swarmoperator.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes away slots and tasks that are not wanted any more (S§3.5, S§7, S§8). */
final class SlotRemoval {
  private final Slots slots;
  private final Optional<FailedTasks> failures;
  private final StepList steps;

  SlotRemoval(Slots slots, Optional<FailedTasks> failures, StepList steps) {
    this.slots = slots;
    this.failures = failures;
    this.steps = steps;
  }

  /**
   * The highest attempt among tasks whose slots are about to lose it: must be remembered before
   * they go.
   */
  static int attemptFloor(Slots slots) {
    int dead = slots.dead().stream().mapToInt(s -> s.newest().attempt()).max().orElse(0);
    int outdated = slots.outdated().stream().mapToInt(Task::attempt).max().orElse(0);
    return Math.max(dead, outdated);
  }

  void plan() {
    slots.dead().stream().filter(slot -> !isStillWatched(slot)).forEach(this::clear);
    slots.surplus().forEach(this::remove);
    slots.leaving().forEach(slot -> slot.live().forEach(this::stop));
    slots.outdated().forEach(this::removeOrDrop);
  }

  /** A failure counts once and for good (S§5.6), in a slot that goes before it is judged too. */
  private boolean isStillWatched(Slot slot) {
    return failures.filter(f -> f.yetToBeJudged(slot)).isPresent();
  }

  /**
   * The newest record goes last: without it an older task would look like one that waits for its
   * replacement. As long as an older one stops, if need be on a node that is lost, it says that the
   * newest has ended.
   */
  private void clear(Slot slot) {
    List<Action> actions = new ArrayList<>();
    boolean stopping = slot.tasks().stream().anyMatch(Task::hasUnfinishedPod);
    for (int i = slot.tasks().size() - 1; i >= 0; i--) {
      Task task = slot.tasks().get(i);
      if (i == 0 && stopping) {
        break;
      }
      if (!task.hasUnfinishedPod()) {
        actions.addAll(steps.drop(task));
      }
    }
    steps.add(actions);
  }

  /**
   * The newest goes first: a failed start-first step by itself would make the slot live, in the
   * place of another one; and by that a slot that is half removed is known ({@link ScaleDown}).
   */
  private void remove(Slot slot) {
    List<Task> members = slots.members(slot);
    List<Action> actions = new ArrayList<>();
    if (!members.contains(slot.newest())) {
      actions.addAll(removal(slot.newest()));
    }
    members.forEach(t -> actions.addAll(removal(t)));
    steps.add(actions);
  }

  private List<Action> removal(Task task) {
    Action told = steps.save(task.now().withDesired(DesiredState.REMOVE));
    return task.hasUnfinishedPod() ? List.of(told, steps.delete(task)) : List.of(told);
  }

  private void removeOrDrop(Task task) {
    if (!task.hasUnfinishedPod()) {
      steps.add(steps.drop(task));
    } else if (!task.deleting()) {
      steps.add(removal(task));
    }
  }

  /** Stops a task that gets no replacement, or has one already. */
  void stop(Task task) {
    if (task.hasPod()) {
      steps.add(
          List.of(steps.save(task.now().withDesired(DesiredState.SHUTDOWN)), steps.delete(task)));
    } else {
      steps.add(List.of(steps.save(task.now().stopped(slots.now()))));
    }
  }
}
