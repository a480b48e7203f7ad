package io.swarmoperator.decide;

import java.time.Instant;
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
 * @param slots the dirty slots at its start, the denominator of the failure ratio
 * @param failures of tasks that it made
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
    int failures) {

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
        failures);
  }

  Rollout withFailures(int newFailures) {
    return new Rollout(
        state,
        message,
        startedAt,
        completedAt,
        fromRevision,
        toRevision,
        number,
        slots,
        newFailures);
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
        failures);
  }
}
