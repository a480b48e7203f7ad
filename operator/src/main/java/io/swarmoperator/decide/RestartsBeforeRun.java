package io.swarmoperator.decide;

import java.util.List;

/**
 * What a run finds when it begins (s06c): records say which tasks have ended, and replacements that
 * the restart supervisor has for them wait already (S§4.1). No pod is made. What has just ended
 * leaves its mark in the history as always (S§11).
 */
final class RestartsBeforeRun {
  private RestartsBeforeRun() {}

  static List<Step> of(World world, Slots slots, RestartSupervisor restarts) {
    StepList steps = new StepList();
    SlotHistory history = new SlotHistory(new HistoryReaper(world, restarts), steps, world.now());
    NewTasks newTasks =
        new NewTasks(world, new NodeRanking(world), history, steps, new Wake(world.now()));
    Replacements replacements = new Replacements(world, restarts, newTasks, steps);
    for (Slot slot : slots.kept()) {
      restarts
          .restart(slot)
          .filter(restart -> restart.of().endedByItself())
          .ifPresent(restart -> replacements.prepare(slot, restart));
    }
    world.slots().values().stream()
        .filter(slot -> slot.tasks().stream().anyMatch(Task::newlyEnded))
        .forEach(history::lookBack);
    world.tasks().stream()
        .filter(t -> t.newlyEnded() && !steps.recorded().contains(t.name()))
        .forEach(t -> steps.add(List.of(steps.save(t.now()))));
    return steps.steps();
  }
}
