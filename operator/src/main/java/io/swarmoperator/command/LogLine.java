package io.swarmoperator.command;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * A line of a log.
 *
 * @param at when it was written
 * @param time the same as it was sent
 * @param text without the time
 */
record LogLine(Instant at, String time, String text) {

  /** A line as the kubelet sends it; one that has no time goes before all others. */
  static LogLine of(String line) {
    int blank = line.indexOf(' ');
    String time = blank < 0 ? line : line.substring(0, blank);
    try {
      Instant at = OffsetDateTime.parse(time).toInstant();
      return new LogLine(at, time, blank < 0 ? "" : line.substring(blank + 1));
    } catch (DateTimeException e) {
      return new LogLine(Instant.MIN, "", line);
    }
  }
}
