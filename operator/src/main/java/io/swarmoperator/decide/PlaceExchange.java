package io.swarmoperator.decide;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Under max replicas per node (S§9.2), where what waits is tried again (S§9.6): which of a node's
 * places a task takes is settled when its pod is made, and can't be changed (mechanics 5). So a
 * task whose place is taken on a node that has another one free is made again. It remembers which
 * ones were tried: each is tried once, until the scheduler's reason changes.
 */
final class PlaceExchange {
  private final World world;
  private final NodeRanking ranking;
  private final NewTasks newTasks;
  private final StepList steps;

  PlaceExchange(World world, NodeRanking ranking, NewTasks newTasks, StepList steps) {
    this.world = world;
    this.ranking = ranking;
    this.newTasks = newTasks;
    this.steps = steps;
  }

  /** Makes a slot's task again if it waits in vain. */
  void ifInVain(Slot slot, Task task) {
    OptionalInt bucket = refused(task);
    if (bucket.isEmpty()) {
      return;
    }
    SortedSet<Integer> tried = new TreeSet<>(task.now().wanted().tried());
    tried.add(bucket.getAsInt());
    if (ranking.exchange(task, tried)) {
      again(slot, task, tried);
    }
  }

  /** The place for which the scheduler has found no node, though some node lacks only that. */
  static OptionalInt refused(Task task) {
    Optional<PodView> pod =
        task.pod()
            .filter(p -> task.hasUnfinishedPod() && !p.deleting() && p.nodeName().isEmpty())
            .filter(p -> SchedulerWords.blamesPlaces(p.schedulerMessage()));
    OptionalInt bucket = pod.map(PodView::bucket).orElseGet(OptionalInt::empty);
    return bucket.orElse(Buckets.NONE) == Buckets.NONE ? OptionalInt.empty() : bucket;
  }

  /** A task stands back in favour of others ({@link PlaceKeeping}) and waits without a pod. */
  void standBack(Slot slot, Task task) {
    again(slot, task, task.now().wanted().tried());
  }

  /**
   * Its next task's pod comes when the old one has gone, or beside a task that runs on when the old
   * one is told to go: that one may be given a place in the last moment.
   */
  private void again(Slot slot, Task task, SortedSet<Integer> tried) {
    TaskIdentity old = task.identity();
    TaskIdentity identity =
        newTasks
            .identity(
                slot.id(),
                slot.newest().attempt() + 1,
                world.known(old.revision()).orElseGet(world::target),
                old.reason())
            .in(old.rollout());
    Action told = steps.save(task.now().withDesired(DesiredState.SHUTDOWN));
    if (slot.live().size() > 1) { // one that waits would be a reason to stop the one that runs on
      newTasks.startElsewhere(
          tried, slot, identity, new NewTasks.Around(List.of(told, steps.delete(task)), List.of()));
    } else {
      newTasks.awaitElsewhere(
          tried, slot, identity, new NewTasks.Around(List.of(told), List.of(steps.delete(task))));
    }
  }
}
