package io.swarmoperator.print;

import io.swarmoperator.api.MicroTimes;
import java.time.Duration;
import java.time.Instant;

/** Spans of time in words, as Docker's command line says them: {@code About a minute ago}. */
final class Elapsed {
  private static final long DAY = 24;
  private static final long WEEK = 7 * DAY;
  private static final long MONTH = 30 * DAY;
  private static final long YEAR = 365 * DAY;

  private Elapsed() {}

  /** How long ago a time of the API was; empty when there is none. */
  static String ago(String time, Instant now) {
    Instant then = MicroTimes.parse(time);
    return then == null ? "" : words(Duration.between(then, now)) + " ago";
  }

  static String words(Duration span) {
    long seconds = span.toSeconds();
    if (seconds < 1) {
      return "Less than a second";
    }
    if (seconds < 60) {
      return seconds == 1 ? "1 second" : seconds + " seconds";
    }
    long minutes = span.toMinutes();
    if (minutes < 60) {
      return minutes == 1 ? "About a minute" : minutes + " minutes";
    }
    return hours(span.plusMinutes(30).toHours(), span.toHours());
  }

  private static String hours(long rounded, long whole) {
    if (rounded < 2 * DAY) {
      return rounded == 1 ? "About an hour" : rounded + " hours";
    }
    if (rounded < 2 * WEEK) {
      return rounded / DAY + " days";
    }
    if (rounded < 2 * MONTH) {
      return rounded / WEEK + " weeks";
    }
    return rounded < 2 * YEAR ? rounded / MONTH + " months" : whole / YEAR + " years";
  }
}
