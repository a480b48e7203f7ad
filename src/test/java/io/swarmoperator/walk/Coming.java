package io.swarmoperator.walk;

import io.swarmoperator.decide.Action;
import io.swarmoperator.decide.ObservedTask;
import io.swarmoperator.decide.Plan;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.faults.Seen;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The tasks that a plan makes and the operator doesn't know yet. */
final class Coming {
  private Coming() {}

  /** By slot, ascending: a slot gets one at a time. */
  static Map<SlotId, TaskIdentity> of(Seen seen, Plan plan) {
    if (plan.steps().isEmpty()) {
      return Map.of();
    }
    Set<String> known =
        seen.view().tasks().stream()
            .filter(t -> t.record().isPresent() || t.pod().map(p -> !p.gone()).orElse(false))
            .map(ObservedTask::identity)
            .map(TaskIdentity::name)
            .collect(Collectors.toSet());
    SortedMap<SlotId, TaskIdentity> coming = new TreeMap<>();
    plan.steps().stream()
        .flatMap(step -> step.actions().stream())
        .flatMap(action -> task(action).stream())
        .filter(task -> !known.contains(task.name()))
        .forEach(task -> coming.put(task.slot(), task));
    return coming;
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
