package io.swarmoperator.command;

import io.swarmoperator.api.Durations;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;

/** The time that {@code --since} says, in each of the forms that docker takes. */
final class Since {
  private static final int NANO_DIGITS = 9;

  private Since() {}

  /**
   * The time.
   *
   * @param text a time with or without its zone, a day, seconds since 1970, or a duration until now
   * @param clock of the reader
   * @param zone of the reader, in which a time without one is
   * @throws CommandFailure when it is none of them
   */
  static Instant of(String text, Clock clock, ZoneId zone) {
    List<Function<String, Instant>> forms =
        List.of(
            t -> clock.instant().minus(Durations.parse(t)),
            t -> OffsetDateTime.parse(t).toInstant(),
            t -> LocalDateTime.parse(t).atZone(zone).toInstant(),
            t -> LocalDate.parse(t).atStartOfDay(zone).toInstant(),
            Since::seconds);
    for (Function<String, Instant> form : forms) {
      try {
        return form.apply(text);
      } catch (DateTimeException | IllegalArgumentException another) {
        // the next one may fit
      }
    }
    throw new CommandFailure(
        "--since: " + text + " is neither a time, as 2026-01-02T13:23:37Z, nor a duration, as 42m");
  }

  private static Instant seconds(String text) {
    if (!text.matches("[0-9]{1,11}([.][0-9]{1,9})?")) {
      throw new IllegalArgumentException(text);
    }
    BigDecimal seconds = new BigDecimal(text);
    long nanos = seconds.remainder(BigDecimal.ONE).movePointRight(NANO_DIGITS).longValueExact();
    return Instant.ofEpochSecond(seconds.longValue(), nanos);
  }
}
