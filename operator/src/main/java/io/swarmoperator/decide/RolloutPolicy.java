package io.swarmoperator.decide;

import java.time.Duration;

/**
 * How a rollout proceeds: {@code spec.updateConfig} or {@code spec.rollbackConfig} (S§2.1).
 *
 * @param parallelism slots in work at once, 0 means all
 * @param delay wait of a worker after each slot, counted from its new task running
 * @param order stop-first or start-first
 * @param failureAction what happens when too many tasks failed
 * @param monitor how long after a task runs its end counts as a failure; never zero
 * @param maxFailureRatio failures over dirty slots that are still accepted, 0 to 1
 */
public record RolloutPolicy(
    int parallelism,
    Duration delay,
    UpdateOrder order,
    FailureAction failureAction,
    Duration monitor,
    double maxFailureRatio) {

  /**
   * The last watch after all slots: the monitor, or a second more than a delay that is at least as
   * long (S§5.7).
   */
  public Duration finalMonitor() {
    return delay.compareTo(monitor) >= 0 ? delay.plusSeconds(1) : monitor;
  }
}
