package io.swarmoperator.report;

import io.micrometer.core.instrument.MeterRegistry;
import io.swarmoperator.decide.Memory;
import io.swarmoperator.decide.Rollout;
import io.swarmoperator.decide.RolloutState;
import io.swarmoperator.measure.Metric;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Counts how updates and rollbacks begin and end, and how long they take. It is told of each change
 * of what is remembered once that is written, so that another operator doesn't count it again.
 */
public final class RolloutMetrics {
  private final MeterRegistry registry;
  private final Clock clock;

  /**
   * Counts nothing yet.
   *
   * @param registry where the figures are kept
   * @param clock the operator's
   */
  public RolloutMetrics(MeterRegistry registry, Clock clock) {
    this.registry = registry;
    this.clock = clock;
  }

  /** What was remembered has changed, and is written. */
  public void remembered(Memory before, Memory after) {
    Optional<Rollout> old = before.rollout();
    Optional<Rollout> run = after.rollout();
    boolean begins = run.isPresent() && !number(old).equals(number(run));
    boolean wentOn = run.isPresent() && !begins;
    // a pause was an end
    Optional<Rollout> open = old.filter(r -> r.state().active());
    if (wentOn) {
      open.filter(r -> !run.get().state().active()).ifPresent(r -> ended(r, outcome(run.get())));
      return;
    }
    open.ifPresent(r -> ended(r, rolledBack(r, run) ? "rolled_back" : "superseded"));
    if (begins) {
      count(run.get(), "started");
      run.filter(r -> r.state().done()).ifPresent(r -> ended(r, outcome(r)));
    }
  }

  private static Optional<Integer> number(Optional<Rollout> run) {
    return run.map(Rollout::number);
  }

  private static String outcome(Rollout run) {
    return run.state().paused() ? "paused" : "completed";
  }

  /** An automatic rollback keeps the start of the update that failed. */
  private static boolean rolledBack(Rollout update, Optional<Rollout> next) {
    return update.state() == RolloutState.UPDATING
        && next.map(n -> n.state().rollback() && n.startedAt().equals(update.startedAt()))
            .orElse(false);
  }

  private void ended(Rollout run, String outcome) {
    count(run, outcome);
    Metric.ROLLOUT_DURATION
        .timer(registry, kind(run), outcome)
        .record(Duration.between(run.startedAt(), clock.instant()));
  }

  private void count(Rollout run, String event) {
    Metric.ROLLOUTS.counter(registry, kind(run), event).increment();
  }

  private static String kind(Rollout run) {
    return run.state().rollback() ? "rollback" : "update";
  }
}
