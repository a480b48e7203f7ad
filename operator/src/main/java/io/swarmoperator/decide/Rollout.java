package io.swarmoperator.decide;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One run of an update or a rollback: {@code status.update}.
 *
 * @param state how far it is
 * @param message Swarm's words for it (S§5.9)
 * @param startedAt when it began; an automatic rollback keeps the start of the update that failed
 * @param completedAt when it ended; empty also when paused
 * @param fromRevision the target before it
 * @param toRevision where it leads
 * @param number counts the runs of the service; stands on the tasks that the run makes
 * @param slots the dirty slots at its start, or as many as it came to if more joined: the
 *     denominator of the failure ratio
 * @param failures of tasks that it made, for the user to see; what is judged are the failed tasks
 * @param failedTasks ids of the tasks that have been counted, in the order in which they ended: a
 *     failure counts once and for good (S§5.6), whatever becomes of its record or of the policy.
 *     Empty while the failure action is continue, which only informs
 * @param goneSlots slots that a worker took and that went with their nodes
 */
public record Rollout(
    RolloutState state,
    String message,
    Instant startedAt,
    Optional<Instant> completedAt,
    long fromRevision,
    long toRevision,
    int number,
    int slots,
    int failures,
    List<String> failedTasks,
    List<GoneSlot> goneSlots) {

  /**
   * A slot that went with its node in the middle of a run: its worker sleeps its delay all the same
   * (S§5.4 d). A slot that is scaled away frees its worker: Swarm's updater begins anew (s08b).
   *
   * @param slot the name of its node
   * @param taken when a worker took it
   * @param reached when that worker's delay began
   */
  public record GoneSlot(String slot, Instant taken, Instant reached) {}

  /** What the status holds; beyond that nobody needs to know which they were. */
  private static final int MOST = 10_000;

  public Rollout {
    failedTasks = failedTasks.stream().limit(MOST).toList();
    goneSlots = goneSlots.stream().limit(MOST).toList();
  }

  /** One of which nothing has failed and nothing is gone. */
  public Rollout(
      RolloutState state,
      String message,
      Instant startedAt,
      Optional<Instant> completedAt,
      long fromRevision,
      long toRevision,
      int number,
      int slots,
      int failures) {
    this(
        state,
        message,
        startedAt,
        completedAt,
        fromRevision,
        toRevision,
        number,
        slots,
        failures,
        List.of(),
        List.of());
  }

  Rollout with(RolloutState newState, String newMessage, Optional<Instant> newCompletedAt) {
    return new Rollout(
        newState,
        newMessage,
        startedAt,
        newCompletedAt,
        fromRevision,
        toRevision,
        number,
        slots,
        failures,
        failedTasks,
        goneSlots);
  }

  Rollout withFailures(int newFailures, List<String> newFailedTasks) {
    return new Rollout(
        state,
        message,
        startedAt,
        completedAt,
        fromRevision,
        toRevision,
        number,
        slots,
        newFailures,
        newFailedTasks,
        goneSlots);
  }

  Rollout withSlots(int newSlots) {
    return new Rollout(
        state,
        message,
        startedAt,
        completedAt,
        fromRevision,
        toRevision,
        number,
        newSlots,
        failures,
        failedTasks,
        goneSlots);
  }

  /** The same with more slots that went; each counts once. */
  Rollout withGone(List<GoneSlot> slotsThatGo) {
    List<GoneSlot> gone = new ArrayList<>(goneSlots);
    slotsThatGo.stream()
        .filter(g -> goneSlots.stream().noneMatch(known -> known.slot().equals(g.slot())))
        .forEach(gone::add);
    return new Rollout(
        state,
        message,
        startedAt,
        completedAt,
        fromRevision,
        toRevision,
        number,
        slots,
        failures,
        failedTasks,
        gone);
  }
}
