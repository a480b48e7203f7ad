package io.swarmoperator.decide;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How far the present rollout is, read off the tasks that it made; nothing of it is remembered
 * elsewhere (S§5.3 to S§5.7).
 *
 * <p>Swarm's updater is a pool of workers. A worker that has taken a slot is busy until the slot's
 * new task was seen running or ended, and for the delay after that.
 */
final class RolloutProgress {
  private final World world;
  private final Slots slots;
  private final Rollout rollout;
  private final RolloutPolicy policy;
  private final List<Slot> candidates;
  private final List<Worked> worked = new ArrayList<>();

  /**
   * A slot that a worker has taken.
   *
   * @param made the task that it made
   * @param reached when that task, or what replaced it on another node, ran or ended; empty until
   *     then
   */
  private record Worked(Task made, Optional<Instant> reached) {}

  RolloutProgress(World world, Slots slots, Rollout rollout) {
    this.world = world;
    this.slots = slots;
    this.rollout = rollout;
    this.policy = rollout.state().rollback() ? world.spec().rollback() : world.spec().update();
    this.candidates =
        slots.kept().stream()
            .filter(slots::dirty)
            .filter(s -> s.madeBy(rollout).isEmpty())
            .toList();
    for (Slot slot : world.slots().values()) {
      slot.madeBy(rollout).ifPresent(made -> worked.add(new Worked(made, reached(slot, made))));
    }
  }

  RolloutPolicy policy() {
    return policy;
  }

  /** Dirty slots that no worker has taken yet, ascending. */
  List<Slot> candidates() {
    return candidates;
  }

  /** The slots that free workers take now. */
  List<Slot> next() {
    if (world.spec().paused() || !rollout.state().active()) {
      return List.of();
    }
    int free = policy.parallelism() == 0 ? candidates.size() : policy.parallelism() - busy();
    return candidates.subList(0, Math.max(0, Math.min(free, candidates.size())));
  }

  /** When the last worker is free, if no slot is left and none waits for its task. */
  Optional<Instant> workersDone() {
    boolean open = !candidates.isEmpty() || worked.stream().anyMatch(w -> w.reached().isEmpty());
    if (open) {
      return Optional.empty();
    }
    return Optional.of(
        worked.stream()
            .map(this::freeAt)
            .max(Comparator.naturalOrder())
            .orElse(world.begun(rollout)));
  }

  /** When the rollout is complete, unless a failure intervenes. */
  Optional<Instant> completeAt() {
    return workersDone().map(t -> t.plus(policy.finalMonitor()));
  }

  /** When time alone changes something next: a worker gets free, or the last watch ends. */
  Optional<Instant> nextChange() {
    Optional<Instant> free =
        worked.stream()
            .filter(w -> w.reached().isPresent())
            .map(this::freeAt)
            .filter(t -> t.isAfter(world.now()))
            .min(Comparator.naturalOrder());
    return free.or(this::completeAt).filter(t -> t.isAfter(world.now()));
  }

  /** The failures that count, in the order in which they happened (S§5.6). */
  List<Task> failures() {
    return worked.stream()
        .map(Worked::made)
        .filter(Task::endedByItself)
        .filter(
            t ->
                t.now().state()
                    != TaskState.ORPHANED) // drain, eviction and node loss never count (design §4)
        .filter(this::counts)
        .sorted(Comparator.comparing(t -> t.now().finishedAt().orElse(world.now())))
        .toList();
  }

  private boolean counts(Task task) {
    Optional<Instant> running = task.now().runningAt();
    if (running.isEmpty()) {
      return true;
    }
    Instant ended = task.now().finishedAt().orElse(world.now());
    // nobody judges under continue, so nothing is judged late: the count only informs
    boolean onlyCounted = policy.failureAction() == FailureAction.CONTINUE;
    if (onlyCounted || promptlyJudged(ended)) {
      return within(running.get(), ended, policy.monitor());
    }
    Optional<Instant> done = workersDone();
    if (done.isEmpty() || world.now().isBefore(done.get())) {
      return false; // not judged before every worker is done (oracle rule 17)
    }
    Instant judged = ended.isBefore(done.get()) ? done.get() : ended;
    return within(running.get(), judged, policy.finalMonitor());
  }

  /**
   * While slots are handed out failures are judged as they come; afterwards only when every worker
   * is done (S§5.6).
   */
  private boolean promptlyJudged(Instant ended) {
    Instant lastHandedOut =
        worked.stream()
            .map(w -> w.made().now().createdAt())
            .max(Comparator.naturalOrder())
            .orElse(Instant.MAX);
    return !candidates.isEmpty() || ended.isBefore(lastHandedOut);
  }

  private static boolean within(Instant from, Instant to, Duration limit) {
    return !to.isAfter(from.plus(limit));
  }

  private int busy() {
    return (int)
        worked.stream()
            .filter(w -> w.reached().isEmpty() || freeAt(w).isAfter(world.now()))
            .count();
  }

  private Instant freeAt(Worked w) {
    return w.reached().orElseThrow().plus(policy.delay());
  }

  /**
   * An update follows the replacement of a task that was moved or lost before it ran (design §4).
   */
  private Optional<Instant> reached(Slot slot, Task made) {
    Task task = made;
    while (true) {
      if (task.now().runningAt().isPresent()) {
        return task.now().runningAt();
      }
      Optional<Task> successor = slot.successorOf(task);
      boolean moved =
          successor
              .map(
                  s ->
                      s.identity().reason().byRestart()
                          && s.identity().reason().stoppedPredecessor())
              .orElse(false);
      if (!moved) {
        boolean open =
            (task.live() && !heldBack(slot, task))
                || (task.now().desired() == DesiredState.SHUTDOWN && stillStops(task));
        return open
            ? Optional.empty()
            : Optional.of(task.now().finishedAt().orElse(task.now().createdAt()));
      }
      task = successor.get();
    }
  }

  /** A task that a paused node doesn't take must not hold the update up either. */
  private boolean heldBack(Slot slot, Task task) {
    boolean placed = task.hasPod() && task.now().state().compareTo(TaskState.PENDING) > 0;
    return !placed && slots.resting().contains(slot);
  }

  /** A task on a lost node that gets no replacement must not hold the update up (S§7). */
  private static boolean stillStops(Task task) {
    return !task.ended() && !task.onDownNode();
  }
}
