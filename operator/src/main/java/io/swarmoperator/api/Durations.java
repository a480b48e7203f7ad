package io.swarmoperator.api;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations in Go's notation ({@code 10s}, {@code 1m30s}, {@code 500ms}), as Compose and Kubernetes
 * write them: never negative, at most 8760 hours.
 */
public final class Durations {

  static final String RULE =
      "self.matches('^([0-9]+([.][0-9]+)?(ns|us|ms|s|m|h))+$')"
          + " && duration(self) <= duration('8760h')";
  static final String MESSAGE = "must be a duration from 0s to 8760h, such as 10s, 1m30s or 500ms";

  static final String OPTIONAL_RULE =
      "self == '' || (" + RULE + " && duration(self) >= duration('1s'))";
  static final String OPTIONAL_MESSAGE =
      "must be empty or a duration from 1s to 8760h, such as 10s, 1m30s or 500ms";

  /** Of a health check: Swarm takes no time that is shorter, but 0 (S§2.2). */
  static final String CHECK_RULE =
      "!(" + RULE + ") || duration(self) == duration('0s') || duration(self) >= duration('1ms')";

  static final String CHECK_MESSAGE = "in HealthConfig cannot be less than 1ms";

  private static final Duration LONGEST = Duration.ofDays(365);

  private static final Pattern PART = Pattern.compile("([0-9]+(?:[.][0-9]+)?)(ns|us|ms|s|m|h)");
  private static final Pattern WHOLE = Pattern.compile("(?:" + PART.pattern() + ")+");

  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);

  private Durations() {}

  /**
   * Reads a duration that the schema let through; fractions of a nanosecond are dropped.
   *
   * @throws IllegalArgumentException when the text is null or isn't one of those that the schema
   *     lets through
   */
  public static Duration parse(String text) {
    if (text == null || !WHOLE.matcher(text).matches()) {
      throw new IllegalArgumentException("not a duration: " + text);
    }
    BigDecimal nanos = BigDecimal.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      BigDecimal unit = BigDecimal.valueOf(NANOS.get(part.group(2)));
      nanos = nanos.add(new BigDecimal(part.group(1)).multiply(unit));
    }
    return toDuration(nanos, text);
  }

  /** Whole seconds, for what knows no shorter ones; never down, so that only a zero is none. */
  public static long roundedUpToSeconds(Duration duration) {
    return duration.plusSeconds(1).minusNanos(1).toSeconds();
  }

  private static Duration toDuration(BigDecimal nanos, String text) {
    BigDecimal longest = BigDecimal.valueOf(LONGEST.toNanos());
    if (nanos.compareTo(longest) > 0) {
      throw new IllegalArgumentException("longer than 8760h: " + text);
    }
    return Duration.ofNanos(nanos.setScale(0, RoundingMode.DOWN).longValueExact());
  }
}
