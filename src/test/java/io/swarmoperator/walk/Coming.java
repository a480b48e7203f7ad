package io.swarmoperator.walk;

import io.swarmoperator.decide.Action;
import io.swarmoperator.decide.ObservedTask;
import io.swarmoperator.decide.Plan;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.faults.Seen;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tasks that a plan makes and the operator doesn't know yet. */
final class Coming {
  private Coming() {}

  /** By slot, ascending: a slot gets one at a time. */
  static Map<SlotId, TaskIdentity> of(Seen seen, Plan plan) {
    if (plan.steps().isEmpty()) {
      return Map.of();
    }
    Map<String, TaskIdentity> tasks = new LinkedHashMap<>();
    plan.steps().stream()
        .flatMap(step -> step.actions().stream())
        .flatMap(action -> task(action).stream())
        .forEach(task -> tasks.put(task.name(), task));
    if (!tasks.isEmpty()) {
      seen.view().tasks().stream().filter(Coming::known).forEach(t -> tasks.remove(name(t)));
    }
    SortedMap<SlotId, TaskIdentity> coming = new TreeMap<>();
    tasks.values().forEach(task -> coming.put(task.slot(), task));
    return coming;
  }

  private static boolean known(ObservedTask task) {
    return task.record().isPresent() || task.pod().map(p -> !p.gone()).orElse(false);
  }

  private static String name(ObservedTask task) {
    return task.identity().name();
  }

  private static Optional<TaskIdentity> task(Action action) {
    if (action instanceof Action.CreatePod create) {
      return Optional.of(create.task().identity());
    }
    return action instanceof Action.SaveRecord save
        ? Optional.of(save.task().identity())
        : Optional.empty();
  }
}
