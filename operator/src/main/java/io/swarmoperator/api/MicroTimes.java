package io.swarmoperator.api;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/** Times as statuses and records hold them: RFC 3339 with six decimals, UTC. */
public final class MicroTimes {

  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder().appendInstant(6).toFormatter(Locale.ROOT);

  private MicroTimes() {}

  /** Writes a time, dropping what is finer than a microsecond; null stays null. */
  public static String format(Instant time) {
    return time == null ? null : FORMAT.format(time);
  }

  /**
   * Reads a time of any RFC 3339 precision; null and empty text give null.
   *
   * @throws java.time.format.DateTimeParseException when the text is something else
   */
  public static Instant parse(String text) {
    return text == null || text.isEmpty()
        ? null
        : DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
  }
}
