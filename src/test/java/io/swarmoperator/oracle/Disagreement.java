package io.swarmoperator.oracle;

import java.time.Duration;
import java.util.Optional;

/**
 * Something that is not the same in a recording and its replay.
 *
 * @param what in words that don't depend on times measured
 * @param later for a time that is off: by how much it is later here, negative when it is earlier
 * @param detail the rest
 */
record Disagreement(String what, Optional<Duration> later, String detail) {
  static final String ANOTHER_TIME = " at another time";

  static Disagreement of(String what, String detail) {
    return new Disagreement(what, Optional.empty(), detail);
  }

  static Disagreement ofTime(String where, Duration later, String detail) {
    return new Disagreement(where + ANOTHER_TIME, Optional.of(later), detail);
  }

  Disagreement withPrefix(String prefix) {
    return new Disagreement(prefix + what, later, detail);
  }

  /** By how much a time is off, whichever way; nothing for what is no time. */
  Duration size() {
    return later.map(Duration::abs).orElse(Duration.ZERO);
  }

  /** As it is declared in oracle-expectations.yaml. */
  String text() {
    return later
        .map(by -> what.substring(0, what.length() - ANOTHER_TIME.length()) + " " + text(by))
        .orElse(what);
  }

  private static String text(Duration later) {
    return Comparison.seconds(later.abs()) + (later.isNegative() ? " s earlier" : " s later");
  }

  @Override
  public String toString() {
    return text() + (detail.isEmpty() ? "" : "   [" + detail + "]");
  }
}
