package io.swarmoperator.walk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What something was, and from when on.
 *
 * @param <T> what it can be
 */
final class Course<T> {
  private final List<Stretch<T>> stretches = new ArrayList<>();

  private record Stretch<T>(Instant from, T value) {}

  /** From now on it is this. */
  void is(T value, Instant now) {
    stretches.add(new Stretch<>(now, value));
  }

  /** What it was at some time from an instant on. */
  List<T> since(Instant instant) {
    int first = stretches.size();
    boolean reached = false;
    while (first > 0 && !reached) {
      first--;
      reached = !stretches.get(first).from().isAfter(instant);
    }
    return stretches.subList(first, stretches.size()).stream().map(Stretch::value).toList();
  }
}
