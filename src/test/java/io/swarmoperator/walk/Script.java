package io.swarmoperator.walk;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What happens in one walk, from which it can be played again.
 *
 * @param seed it was made from
 * @param setup what it begins with
 * @param paced whether each move waits until the one before has had its effect: then a run with
 *     faults must come to the same each time; otherwise only at the end
 * @param lines what is done, in order
 */
record Script(long seed, Setup setup, boolean paced, List<Line> lines) {
  Script {
    lines = List.copyOf(lines);
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
    return new Script(seed, setup, paced, others);
  }

  Script with(Setup other) {
    return new Script(seed, other, paced, lines);
  }

  @Override
  public String toString() {
    return setup
        + "\n"
        + lines.stream().map(Line::toString).collect(Collectors.joining("\n"))
        + (paced ? "" : "\n  then all is well again");
  }
}
