package io.swarmoperator.operator;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long a service whose actions fail waits for the next try: twice as long each time, up to a
 * minute.
 */
final class Backoff {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final Map<String, Duration> waits = new ConcurrentHashMap<>();

  Duration failed(String service) {
    return waits.merge(
        service,
        FIRST,
        (last, first) ->
            last.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : last.multipliedBy(2));
  }

  void succeeded(String service) {
    waits.remove(service);
  }
}
