package io.swarmoperator.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What has to be done so that a task that can't go on gets its replacement (S§4.1). */
final class Replacements {
  private final World world;
  private final RestartSupervisor restarts;
  private final NewTasks newTasks;
  private final StepList steps;

  Replacements(World world, RestartSupervisor restarts, NewTasks newTasks, StepList steps) {
    this.world = world;
    this.restarts = restarts;
    this.newTasks = newTasks;
    this.steps = steps;
  }

  /** Makes the replacement; it waits for its delay, and for the old task to stop. */
  void replace(Slot slot, RestartSupervisor.Restart restart) {
    Task old = restart.of();
    boolean overlaps = NodeDrain.replacesFirst(world.spec(), restart);
    boolean due = !restart.startAfter().isAfter(world.now());
    boolean free =
        slot.tasks().stream().noneMatch(t -> t.occupiesSlot() && (!t.live() || t.equals(old)));
    // a task that runs, and of which only we say that it has ended: the reason may pass
    List<Action> first = judged(old) ? List.of(steps.save(old.now())) : List.of();
    List<Action> then = new ArrayList<>();
    if (old.live() && old.hasPod() && !overlaps && !old.equals(slot.newest())) {
      // what stands between says that it failed, not that this one is told to stop
      then.add(steps.save(old.now().withDesired(DesiredState.SHUTDOWN)));
    }
    if ((old.live() && old.hasPod() && !overlaps) || judged(old)) {
      then.add(steps.delete(old));
    }
    NewTasks.Around around = new NewTasks.Around(first, then);
    if (overlaps || (due && free)) {
      newTasks.start(slot, identity(slot, restart), around);
    } else {
      newTasks.await(slot, identity(slot, restart), Optional.of(restart.startAfter()), around);
    }
  }

  /** Lets the replacement of a task that has ended wait, and writes that end down. */
  void prepare(Slot slot, RestartSupervisor.Restart restart) {
    Task old = restart.of();
    newTasks.await(
        slot,
        identity(slot, restart),
        Optional.of(restart.startAfter()),
        new NewTasks.Around(
            List.of(steps.save(old.now())), judged(old) ? List.of(steps.delete(old)) : List.of()));
  }

  private static boolean judged(Task old) {
    return old.newlyEnded() && old.hasUnfinishedPod() && !old.deleting();
  }

  private TaskIdentity identity(Slot slot, RestartSupervisor.Restart restart) {
    TaskIdentity identity =
        newTasks.identity(slot.id(), slot.newest().attempt() + 1, world.target(), restart.reason());
    return restarts.bringsUpToDateIn(restart.of()).map(identity::in).orElse(identity);
  }
}
