package io.swarmoperator.print;

import io.swarmoperator.api.Durations;
import java.time.Duration;

/** Durations as Docker's command line writes them: {@code 1m30s}, {@code 500ms}, {@code 1h0m0s}. */
final class GoDuration {
  private static final int THOUSAND = 1000;

  private GoDuration() {}

  /** A duration of the API in its usual form, whichever way it was declared. */
  static String text(String declared) {
    return text(Durations.parse(declared));
  }

  static String text(Duration span) {
    if (span.isZero()) {
      return "0s";
    }
    if (span.compareTo(Duration.ofSeconds(1)) < 0) {
      return fraction(span.toNanos());
    }
    long hours = span.toHours();
    int minutes = span.toMinutesPart();
    String seconds = decimal(span.toSecondsPart(), span.toNanosPart(), 9) + "s";
    if (hours > 0) {
      return hours + "h" + minutes + "m" + seconds;
    }
    return minutes > 0 ? minutes + "m" + seconds : seconds;
  }

  private static String fraction(long nanos) {
    if (nanos < THOUSAND) {
      return nanos + "ns";
    }
    long micro = THOUSAND;
    long milli = micro * THOUSAND;
    return nanos < milli
        ? decimal(nanos / micro, nanos % micro, 3) + "µs"
        : decimal(nanos / milli, nanos % milli, 6) + "ms";
  }

  private static String decimal(long whole, long part, int digits) {
    String fraction = String.format("%0" + digits + "d", part).replaceFirst("0+$", "");
    return fraction.isEmpty() ? Long.toString(whole) : whole + "." + fraction;
  }
}
