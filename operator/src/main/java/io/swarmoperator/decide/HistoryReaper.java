package io.swarmoperator.decide;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which tasks leave a slot's history (S§11). It looks only when the slot gets a task, and again
 * when that one's predecessor has stopped: nothing goes just because a task stopped or the limit
 * was lowered.
 */
final class HistoryReaper {
  private final World world;
  private final RestartSupervisor restarts;
  private final int limit;

  HistoryReaper(World world, RestartSupervisor restarts) {
    this.world = world;
    this.restarts = restarts;
    int attempts = world.target().restart().maxAttempts();
    this.limit = attempts > 0 ? attempts + 1 : world.spec().taskHistoryLimit();
  }

  /**
   * Whether a slot is looked at although it gets no task: one of its tasks has just ended and it
   * had more than one that could not go; its newest has yet to begin, and what could not go when it
   * came, as it still stopped, or a rollout counted it, or the operator died, goes until then; or
   * nobody wanted its newest's pod, so that it ended as soon as it came.
   */
  static boolean looks(Slot slot) {
    long stayed =
        slot.tasks().stream()
            .filter(t -> !t.ended() || t.newlyEnded() || t.equals(slot.newest()))
            .count();
    boolean ended = stayed > 1 && slot.tasks().stream().anyMatch(Task::newlyEnded);
    return ended || slot.newest().begins() || slot.newest().now().neverHadAPod();
  }

  /**
   * The tasks that make room for one that comes to a slot, oldest first.
   *
   * @param givenUp tasks that are told to stop before they have a pod
   */
  List<Task> makeRoom(Slot slot, List<Task> givenUp) {
    return reap(slot, slot.tasks(), slot.tasks().size() + 1, givenUp);
  }

  /** The tasks to be deleted, oldest first, while none comes; the newest stays. */
  List<Task> tidy(Slot slot, List<Task> givenUp) {
    List<Task> older = slot.tasks().stream().filter(t -> !t.equals(slot.newest())).toList();
    return reap(slot, older, slot.tasks().size(), givenUp);
  }

  private List<Task> reap(Slot slot, List<Task> candidates, int size, List<Task> givenUp) {
    int excess = limit < 0 ? 0 : size - Math.max(limit, 1);
    if (excess <= 0) {
      return List.of();
    }
    List<Task> attempts = restarts.countedAttempts(slot);
    return candidates.stream()
        .filter(t -> givenUp.contains(t) || deletable(slot, t))
        .filter(t -> !attempts.contains(t))
        .sorted(Comparator.comparingInt(Task::attempt))
        .limit(excess)
        .toList();
  }

  private boolean deletable(Slot slot, Task task) {
    return task.ended()
        && task.now().desired() != DesiredState.REMOVE
        && !stillStops(task)
        && !stillCounts(slot, task);
  }

  /**
   * Of one that was judged, for its node or its lateness, the container may still run: without a
   * record its pod would count as a task once the reason has passed.
   */
  private static boolean stillStops(Task task) {
    return task.hasUnfinishedPod() && task.pod().filter(PodView::started).isPresent();
  }

  /**
   * The failures and delays of a rollout are read off its tasks: they stay until it is over (D31).
   */
  private boolean stillCounts(Slot slot, Task task) {
    Optional<Rollout> active = world.memory().rollout().filter(r -> r.state().active());
    return active.flatMap(slot::madeBy).filter(task::equals).isPresent()
        || active.flatMap(slot::renewedIn).filter(task::equals).isPresent()
        || active.flatMap(slot::keptIn).filter(task::equals).isPresent();
  }
}
