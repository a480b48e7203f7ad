package io.swarmoperator.decide;

import java.time.Instant;
import java.util.Optional;

/** Collects the instants at which time alone changes the decision; the earliest one counts. */
final class Wake {
  private final Instant now;
  private Optional<Instant> earliest = Optional.empty();

  Wake(Instant now) {
    this.now = now;
  }

  /** An instant in the past is ignored: the decision was taken after it. */
  void at(Instant instant) {
    if (instant.isAfter(now)) {
      earliest = Optional.of(earliest.filter(e -> e.isBefore(instant)).orElse(instant));
    }
  }

  /** At once: what is done now changes the decision, and no event will tell. */
  void again() {
    earliest = Optional.of(now);
  }

  Optional<Instant> earliest() {
    return earliest;
  }
}
