package io.swarmoperator.decide;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes out of a slot's history what {@link HistoryReaper} says (S§11), in an order in which a
 * crash between any two writes loses nothing.
 */
final class SlotHistory {
  private final HistoryReaper reaper;
  private final StepList steps;
  private final Instant now;
  private final Set<SlotId> lookedAt = new HashSet<>();

  SlotHistory(HistoryReaper reaper, StepList steps, Instant now) {
    this.reaper = reaper;
    this.steps = steps;
    this.now = now;
  }

  /**
   * Has a task come to a slot. History goes before it comes, so that a crash in between loses
   * nothing; only the newest must outlive its successor, until that has a record, and so must what
   * is given up: it may be why an older one was told to stop.
   *
   * @param slot the slot
   * @param givenUp tasks that waited, and now never begin
   * @param first what is done before all
   * @param coming what makes the task
   * @param then what follows from it
   */
  void comes(Slot slot, List<Task> givenUp, List<Action> first, Action coming, List<Action> then) {
    lookedAt.add(slot.id());
    List<Action> actions = new ArrayList<>(first);
    List<Task> gone = slot.tasks().isEmpty() ? List.of() : reaper.makeRoom(slot, givenUp);
    List<Task> before =
        gone.stream().filter(t -> !t.equals(slot.newest()) && !givenUp.contains(t)).toList();
    actions.addAll(anchor(slot, before));
    before.forEach(t -> actions.addAll(steps.drop(t)));
    // beside a task that runs on, a waiting one would be a reason to stop it
    boolean beside =
        slot.live().stream()
            .filter(t -> !givenUp.contains(t))
            .anyMatch(t -> coming instanceof Action.CreatePod || wouldStop(coming, t, then));
    List<Task> after = beside ? List.of() : gone.stream().filter(t -> !before.contains(t)).toList();
    if (!after.isEmpty() && coming instanceof Action.CreatePod create) {
      TaskIdentity next = create.task().identity();
      actions.add(steps.save(TaskRecord.created(next, DesiredState.READY, Optional.empty(), now)));
    }
    actions.add(coming);
    actions.addAll(then);
    givenUp.stream().filter(t -> !after.contains(t)).forEach(t -> actions.add(givenUp(t)));
    after.forEach(t -> actions.addAll(steps.drop(t)));
    steps.add(actions);
  }

  /** Whether what comes waits, and would be a reason to stop a task that is to run on. */
  private static boolean wouldStop(Action coming, Task task, List<Action> then) {
    return coming instanceof Action.SaveRecord save
        && save.task().identity().reason().stoppedPredecessor()
        && then.stream()
            .noneMatch(
                a -> a instanceof Action.DeletePod delete && delete.pod().equals(task.name()));
  }

  /** Gives tasks up that waited beside another one: they never began. */
  void giveUp(Slot slot, List<Task> tasks) {
    if (!tasks.isEmpty()) {
      tidy(slot, tasks);
    }
  }

  /** Looks at a slot in which a task has just ended or begun, unless that was done already. */
  void lookBack(Slot slot) {
    if (HistoryReaper.looks(slot) && !lookedAt.contains(slot.id())) {
      tidy(slot, List.of());
    }
  }

  private void tidy(Slot slot, List<Task> givenUp) {
    lookedAt.add(slot.id());
    List<Task> gone =
        reaper.tidy(slot, givenUp).stream().filter(t -> !steps.takesCareOf(t)).toList();
    List<Action> actions = new ArrayList<>(anchor(slot, gone));
    gone.forEach(t -> actions.addAll(steps.drop(t)));
    givenUp.stream().filter(t -> !gone.contains(t)).forEach(t -> actions.add(givenUp(t)));
    if (!gone.isEmpty()) { // what is recorded is not looked at again
      slot.tasks().stream()
          .filter(t -> (t.newlyEnded() && !t.removed()) || (t.begins() && t.hasPod()))
          .filter(t -> !steps.recorded().contains(t.name()))
          .forEach(t -> actions.add(steps.save(t.now())));
    }
    reaper.goesLater(slot, gone).stream()
        .filter(t -> !steps.takesCareOf(t))
        .forEach(t -> actions.add(steps.save(t.now().withDesired(DesiredState.REMOVE))));
    steps.add(actions);
  }

  private Action givenUp(Task task) {
    return steps.save(task.now().stopped(now));
  }

  /**
   * What has to be done before tasks of a slot are forgotten: before the record with its highest
   * attempt goes the newest task has one, as a pod may vanish while no operator sees it, and the
   * attempts would begin anew.
   */
  List<Action> anchor(Slot slot, List<Task> gone) {
    int highest = gone.stream().mapToInt(Task::attempt).max().orElse(0);
    boolean held =
        slot.tasks().stream()
            .filter(t -> t.attempt() > highest)
            .anyMatch(t -> t.stored().isPresent() || steps.recorded().contains(t.name()));
    boolean nothingToHold = gone.isEmpty() || slot.newest().forgotten();
    return nothingToHold || held ? List.of() : List.of(steps.save(slot.newest().now()));
  }
}
