package io.swarmoperator.decide;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The steps of a plan as they come together, and which tasks they take care of. */
final class StepList {
  private final List<Step> steps = new ArrayList<>();
  private final Set<String> recorded = new HashSet<>();
  private final Set<String> deleted = new HashSet<>();

  List<Step> steps() {
    return steps;
  }

  /** Names of tasks whose records the steps write or delete. */
  Set<String> recorded() {
    return recorded;
  }

  boolean takesCareOf(Task task) {
    return recorded.contains(task.name()) || deleted.contains(task.name());
  }

  /** Actions to be done in this order, each only after the one before it has succeeded. */
  void add(List<Action> actions) {
    if (!actions.isEmpty()) {
      steps.add(new Step(actions));
    }
  }

  Action save(TaskRecord record) {
    recorded.add(record.identity().name());
    return new Action.SaveRecord(record);
  }

  Action delete(Task task) {
    deleted.add(task.name());
    return new Action.DeletePod(task.name(), task.pod().orElseThrow().uid());
  }

  /** Deletes what is left of a task. */
  List<Action> drop(Task task) {
    recorded.add(task.name());
    List<Action> actions = new ArrayList<>();
    if (task.hasPod() && !task.deleting()) {
      actions.add(delete(task));
    }
    if (task.stored().isPresent()) {
      actions.add(new Action.DeleteRecord(task.name()));
    }
    return actions;
  }
}
