package io.swarmoperator.operator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long a service whose actions fail waits for the next try: twice as long each time, up to a
 * minute. A try that an event makes meanwhile, and that fails too, is none of these.
 */
public final class Backoff {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final Clock clock;
  private final Map<String, Wait> waits = new ConcurrentHashMap<>();

  private record Wait(Duration length, Instant end) {}

  /**
   * Nothing has failed yet.
   *
   * @param clock the operator's
   */
  public Backoff(Clock clock) {
    this.clock = clock;
  }

  /** A service's actions have failed; tells when they are to be tried again. */
  public Duration failed(String service) {
    Instant now = clock.instant();
    Wait wait =
        waits.compute(
            service,
            (uid, last) -> {
              if (last != null && now.isBefore(last.end())) {
                return last;
              }
              Duration length = last == null ? FIRST : last.length().multipliedBy(2);
              Duration bounded = length.compareTo(LONGEST) > 0 ? LONGEST : length;
              return new Wait(bounded, now.plus(bounded));
            });
    return Duration.between(now, wait.end());
  }

  /** A service's actions were done. */
  public void succeeded(String service) {
    waits.remove(service);
  }
}
