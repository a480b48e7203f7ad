package io.swarmoperator.decide;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
   * Whether a slot is looked at although it gets no task. Of these one is enough:
   *
   * <ul>
   *   <li>one of its tasks has just ended, and it had more than one that could not go
   *   <li>its newest has yet to begin: until then goes what could not when it came, as it still
   *       stopped, or a rollout counted it, or the operator died
   *   <li>its newest never had a pod, as the API server wanted none: it ended as soon as it came
   *   <li>one that has ended still stops
   * </ul>
   */
  static boolean looks(Slot slot) {
    long stayed =
        slot.tasks().stream()
            .filter(t -> !t.ended() || t.newlyEnded() || t.equals(slot.newest()))
            .count();
    boolean ended = stayed > 1 && slot.tasks().stream().anyMatch(Task::newlyEnded);
    boolean begins = slot.newest().begins() || slot.newest().now().neverHadAPod();
    boolean stops = slot.tasks().stream().skip(1).anyMatch(t -> t.ended() && stillStops(t));
    return ended || begins || stops;
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

  /**
   * Those that would have to go too, but still stop, oldest first, while none comes. Unless the
   * newest waits for that, nothing tells of the slot that it is to be looked at when they have
   * stopped.
   *
   * @param gone those that go now
   */
  List<Task> goesLater(Slot slot, List<Task> gone) {
    if (slot.newest().waiting()) {
      return List.of();
    }
    Stream<Task> stopping =
        slot.tasks().stream()
            .filter(t -> !t.equals(slot.newest()) && mayGo(slot, t) && stillStops(t));
    return oldest(slot, stopping, slot.tasks().size() - gone.size());
  }

  private List<Task> reap(Slot slot, List<Task> candidates, int size, List<Task> givenUp) {
    return oldest(
        slot,
        candidates.stream().filter(t -> givenUp.contains(t) || (mayGo(slot, t) && !stillStops(t))),
        size);
  }

  private List<Task> oldest(Slot slot, Stream<Task> candidates, int size) {
    long going = slot.tasks().stream().filter(Task::removed).count(); // whatever the limit
    long excess = limit < 0 ? 0 : size - going - Math.max(limit, 1);
    if (excess <= 0) {
      return List.of();
    }
    List<Task> attempts = restarts.countedAttempts(slot);
    return candidates
        .filter(t -> !attempts.contains(t))
        .sorted(Comparator.comparingInt(Task::attempt))
        .limit(excess)
        .toList();
  }

  private boolean mayGo(Slot slot, Task task) {
    return task.ended()
        && !task.removed()
        && !stillCounts(slot, task)
        && !standsBetween(slot, task);
  }

  /**
   * Whether an older task runs on although this one's replacement waits. Without this one's record
   * the older one would be taken for the one that is replaced, and stopped.
   */
  private static boolean standsBetween(Slot slot, Task task) {
    return slot.successorOf(task)
            .filter(t -> t.waiting() && t.identity().reason().stoppedPredecessor())
            .isPresent()
        && slot.live().stream().anyMatch(t -> t.attempt() < task.attempt());
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
    Optional<Rollout> active = world.memory().activeRun();
    return active.flatMap(slot::madeBy).filter(task::equals).isPresent()
        || active.flatMap(slot::renewedIn).filter(task::equals).isPresent()
        || active.flatMap(slot::keptIn).filter(task::equals).isPresent();
  }
}
