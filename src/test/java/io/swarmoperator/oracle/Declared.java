package io.swarmoperator.oracle;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A disagreement that is known beforehand.
 *
 * @param what as {@link Disagreement#what} says it
 * @param later for a time that is off: by how much it is later here, negative when it is earlier
 */
record Declared(String what, Optional<Duration> later) {
  private static final Pattern TIME = Pattern.compile("(.*) (\\d+)\\.(\\d\\d) s (later|earlier)");

  /** Declared are hundredths of a second, as shown. */
  private static final Duration ROUNDING = Duration.ofMillis(10);

  static Declared of(String text) {
    Matcher time = TIME.matcher(text);
    if (time.matches()) {
      Duration by =
          Duration.ofSeconds(Long.parseLong(time.group(2)))
              .plusMillis(10 * Long.parseLong(time.group(3)));
      boolean earlier = time.group(4).equals("earlier");
      return new Declared(
          time.group(1) + Disagreement.ANOTHER_TIME, Optional.of(earlier ? by.negated() : by));
    }
    if (text.endsWith(Disagreement.ANOTHER_TIME)) {
      throw new IllegalArgumentException(text + ": says neither by how much nor which way");
    }
    return new Declared(text, Optional.empty());
  }

  /** Whether a disagreement is this one, a time off as much and in the same direction. */
  boolean covers(Disagreement found) {
    return what.equals(found.what())
        && later.isPresent() == found.later().isPresent()
        && later.map(by -> near(by, found.later().orElseThrow())).orElse(true);
  }

  private static boolean near(Duration declared, Duration found) {
    return declared.minus(found).abs().compareTo(ROUNDING) <= 0;
  }
}
