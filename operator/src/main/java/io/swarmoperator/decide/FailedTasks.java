package io.swarmoperator.decide;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which of the tasks that a run made failed in time (S§5.5, S§5.6): what failed is remembered until
 * it has been judged, at once while slots are handed out, and together once every worker is done.
 */
final class FailedTasks {
  private final World world;
  private final Updater updater;
  private final RolloutPolicy policy;

  FailedTasks(World world, Updater updater) {
    this.world = world;
    this.updater = updater;
    this.policy = updater.policy();
  }

  /** The failures that count, in the order in which they happened (S§5.6). */
  List<Task> inTime() {
    return updater
        .made()
        .filter(FailedTasks::failed)
        .filter(this::counts)
        .sorted(Comparator.comparing(this::endOf))
        .toList();
  }

  /** Whether what failed in a slot is yet to be judged: its record must not go before that. */
  boolean yetToBeJudged(Slot slot) {
    return policy.failureAction() != FailureAction.CONTINUE
        && slot.madeBy(updater.run())
            .filter(FailedTasks::failed)
            .filter(t -> !promptlyJudged(t, endOf(t)))
            .isPresent()
        && updater.workersDone().map(done -> world.now().isBefore(done)).orElse(true);
  }

  /** Drain, eviction and node loss never count (D16). */
  private static boolean failed(Task task) {
    return task.endedByItself() && task.now().state() != TaskState.ORPHANED;
  }

  private Instant endOf(Task task) {
    return task.now().finishedAt().orElse(world.now());
  }

  private boolean counts(Task task) {
    Instant ended = endOf(task);
    // whatever ends a worker's wait for it makes it one that was seen to run (S§5.5)
    Instant seen = task.now().runningAt().orElse(ended);
    // nobody judges under continue, so nothing is judged late: the count only informs
    boolean onlyCounted = policy.failureAction() == FailureAction.CONTINUE;
    if (onlyCounted || promptlyJudged(task, ended)) {
      return within(seen, ended, policy.monitor());
    }
    Optional<Instant> done = updater.workersDone();
    if (done.isEmpty() || world.now().isBefore(done.get())) {
      return false; // not judged before every worker is done (S§5.6)
    }
    Instant judged = ended.isBefore(done.get()) ? done.get() : ended;
    return within(seen, judged, policy.finalMonitor());
  }

  /**
   * While slots are handed out failures are judged as they come; afterwards only when every worker
   * is done (S§5.6). The end of one task may be what lets a worker take the last slot.
   */
  private boolean promptlyJudged(Task task, Instant ended) {
    Instant lastHandedOut = updater.lastHandedOut().orElse(Instant.MAX);
    boolean ofAnEarlierSlot = task.now().createdAt().isBefore(lastHandedOut);
    return updater.handsOut() || (ofAnEarlierSlot && !ended.isAfter(lastHandedOut));
  }

  private static boolean within(Instant from, Instant to, Duration limit) {
    return !to.isAfter(from.plus(limit));
  }
}
