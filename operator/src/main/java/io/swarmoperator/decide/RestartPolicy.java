package io.swarmoperator.decide;

import java.time.Duration;

/**
 * When and how often a task that ended is replaced (S§4.2).
 *
 * @param condition which ends are followed by a replacement
 * @param delay from the end of the old task to the start of the new one; constant, no back-off
 * @param maxAttempts replacements allowed, 0 means any number
 * @param window only replacements younger than this count as attempts; zero means all of them
 */
public record RestartPolicy(
    RestartCondition condition, Duration delay, int maxAttempts, Duration window) {

  /** Swarm's default: any end, after five seconds, any number of times. */
  public static final RestartPolicy DEFAULT =
      new RestartPolicy(RestartCondition.ANY, Duration.ofSeconds(5), 0, Duration.ZERO);
}
