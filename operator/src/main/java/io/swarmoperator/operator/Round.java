package io.swarmoperator.operator;

import io.swarmoperator.act.Outcome;
import io.swarmoperator.decide.Memory;
import io.swarmoperator.decide.Plan;
import io.swarmoperator.decide.RecordUpdate;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.report.StatusConflictException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One round about a service that was observed: decisions until one stands, what is remembered
 * before all that follows from it, then the steps, the records and the status; and when the next
 * round is due without an event.
 *
 * @param <S> what a decision is taken from
 */
public final class Round<S> {
  private static final Logger LOG = LoggerFactory.getLogger(Round.class);

  /**
   * A decision that changes what is remembered is taken again; more often than this, it would never
   * end.
   */
  private static final int DECISIONS = 20;

  /** When the next round is due where the service has changed since it was observed. */
  public static final Duration AFTER_CONFLICT = Duration.ofMillis(100);

  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final Service<S> service;
  private final Backoff backoff;
  private final Clock clock;

  /**
   * What a round does about a service, or asks of it.
   *
   * @param <S> what a decision is taken from
   */
  public interface Service<S> {
    /** Uid of the service. */
    String uid(S seen);

    /** What is remembered of it. */
    Memory memory(S seen);

    /** Takes a decision. */
    Plan decide(S seen);

    /**
     * Stores what a plan says is to be remembered.
     *
     * @return what the next decision is taken from
     */
    S remember(S seen, Plan plan) throws StatusConflictException;

    /** Records that someone else has changed, as they are to be written again. */
    List<TaskRecord> edited(S seen);

    /** Carries out a plan's steps. */
    Outcome carryOut(S seen, Plan plan);

    /** Has a record written behind. */
    void enqueue(S seen, RecordUpdate update);

    /** Tells what was done. */
    void tell(S seen, Plan plan, Outcome outcome);

    /** Shows in the status what has come of it. */
    void show(S seen, Plan plan) throws StatusConflictException;

    /** When something is to be looked at again of which no event tells. */
    Stream<Instant> lookAgain(S seen, Outcome outcome);
  }

  /**
   * Rounds about one service after the other.
   *
   * @param service what a round does
   * @param backoff how long a service waits whose actions fail
   * @param clock the operator's
   */
  public Round(Service<S> service, Backoff backoff, Clock clock) {
    this.service = service;
    this.backoff = backoff;
    this.clock = clock;
  }

  /**
   * Goes one round.
   *
   * @param observed what the first decision is taken from
   * @return when the next is due without an event
   * @throws StatusConflictException when the service has changed since it was observed
   */
  public Optional<Duration> go(S observed) throws StatusConflictException {
    S seen = observed;
    Plan plan = service.decide(seen);
    for (int i = 0; !plan.memory().equals(service.memory(seen)); i++) {
      if (i == DECISIONS) {
        throw new IllegalStateException("no decision stands: " + plan.memory());
      }
      // what is remembered is written before anything that follows from it
      seen = service.remember(seen, plan);
      plan = service.decide(seen);
    }
    restoreEdited(seen);
    Outcome outcome = service.carryOut(seen, plan);
    enqueueRecords(seen, plan);
    // before the status: what was done is told even if that meets a conflict
    service.tell(seen, plan, outcome);
    service.show(seen, plan);
    return next(seen, plan, outcome);
  }

  /** Before the plan's own records: those count more. */
  private void restoreEdited(S seen) {
    for (TaskRecord task : service.edited(seen)) {
      LOG.warn("record {} was edited, written again as it was", task.identity().name());
      service.enqueue(seen, new RecordUpdate(task, true));
    }
  }

  private void enqueueRecords(S seen, Plan plan) {
    plan.records().forEach(update -> service.enqueue(seen, update));
  }

  private Optional<Duration> next(S seen, Plan plan, Outcome outcome) {
    String uid = service.uid(seen);
    Optional<Duration> retry = Optional.empty();
    if (outcome.failure().isEmpty()) {
      backoff.succeeded(uid);
    } else {
      retry = Optional.of(backoff.failed(uid));
      LOG.warn("not done, tried again in {}: {}", retry.get(), outcome.failure().get().message());
    }
    Instant now = clock.instant();
    // a decision to be taken again at once follows from what was done: not when that failed
    Stream<Instant> wake =
        plan.wakeAt().filter(at -> outcome.complete() || at.isAfter(now)).stream();
    // there is no pod whose change would tell that a task was refused, and its slot needs another
    Optional<Duration> another =
        outcome.refused().isEmpty() ? Optional.empty() : Optional.of(Duration.ZERO);
    return Stream.of(
            retry.stream(),
            another.stream(),
            Stream.concat(wake, service.lookAgain(seen, outcome))
                .map(at -> Duration.between(now, at)))
        .flatMap(waits -> waits)
        .map(wait -> wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait)
        .min(Duration::compareTo);
  }
}
