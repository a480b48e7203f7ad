package io.swarmoperator.walk;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What happens in one walk, from which it can be played again.
 *
 * @param seed it was made from
 * @param setup what it begins with
 * @param kind what can be said of its outcome
 * @param lines what is done, in order
 */
record Script(long seed, Setup setup, Kind kind, List<Line> lines) {
  Script {
    lines = List.copyOf(lines);
  }

  /** What can be said of a script's outcome. */
  enum Kind {
    /**
     * Each move waits until the one before has had its effect: a run with faults comes to the same
     * each time.
     */
    PACED,
    /**
     * Moves come at any time, but nothing in it fails or is taken back, so that the last thing that
     * is declared must come to be, wherever there is place for it. That is compared when nothing
     * befalls the operator any more, before anything else is mended.
     */
    STEADY,
    /**
     * Anything at any time. Which of two changes in quick succession an operator sees, whether a
     * failure falls into an update's watch or after it, and hence whether that one is completed,
     * paused or rolled back, and to what, depends on when it looks: what it comes to is compared
     * from when all is well on, first as far as it is determined then, and in whole once something
     * new was rolled out.
     */
    STORM
  }

  boolean paced() {
    return kind == Kind.PACED;
  }

  boolean steady() {
    return kind == Kind.STEADY;
  }

  /**
   * A line of a script.
   *
   * @param after the line before
   * @param deed what is done
   */
  record Line(Duration after, Deed deed) {
    @Override
    public String toString() {
      return "  +%.3f %s".formatted(after.toMillis() / 1000.0, deed);
    }
  }

  Script with(List<Line> others) {
    return new Script(seed, setup, kind, others);
  }

  Script with(Setup other) {
    return new Script(seed, other, kind, lines);
  }

  @Override
  public String toString() {
    return setup
        + "\n"
        + lines.stream().map(Line::toString).collect(Collectors.joining("\n"))
        + (paced() ? "" : "\n  then all is well again");
  }
}
