package io.swarmoperator.decide;

import java.time.Instant;
import java.util.List;

/** When tasks that wait are started (S§4.3). */
final class WaitingTasks {
  private final World world;
  private final PlaceKeeping places;
  private final NewTasks newTasks;
  private final StepList steps;
  private final Wake wake;

  WaitingTasks(World world, PlaceKeeping places, NewTasks newTasks, StepList steps, Wake wake) {
    this.world = world;
    this.places = places;
    this.newTasks = newTasks;
    this.steps = steps;
    this.wake = wake;
  }

  /** Starts a task when its delay is over and the older ones of its slot have stopped. */
  void startIfDue(Slot slot, Task task) {
    if (!task.waiting() || slot.olderStillStops(task) || places.standsBack(task)) {
      return;
    }
    Instant due = task.now().startAfter().orElse(world.now());
    if (due.isAfter(world.now())) {
      wake.at(due);
    } else {
      newTasks.start(task);
    }
  }

  /**
   * The updater starts what waits for its delay as soon as the older ones have stopped (S§5.4 b).
   */
  void startNow(Slot slot, Task task) {
    boolean delayed = task.waiting() && task.now().startAfter().isPresent();
    boolean others =
        slot.tasks().stream().anyMatch(t -> t.attempt() != task.attempt() && t.occupiesSlot());
    if (delayed && others) {
      steps.add(List.of(steps.save(task.now().undelayed())));
    } else if (delayed && !places.standsBack(task)) {
      newTasks.start(task);
    } else {
      startIfDue(slot, task);
    }
  }
}
