package io.swarmoperator.walk;

import java.util.ArrayList;
import java.util.List;

/**
 * Leaves of a script that fails what it takes to fail: delta debugging. A part fails if the same
 * check offends first.
 */
final class Shrinker {
  private final Walk walk;
  private final String check;

  /**
   * Shrinks what one check says.
   *
   * @param walk with the operator that offends
   * @param check that offends first
   */
  Shrinker(Walk walk, String check) {
    this.walk = walk;
    this.check = check;
  }

  /** A replay from which nothing can be left out. */
  Replay shrink(Replay whole) {
    Replay best = whole;
    while (true) {
      Replay smaller = simpler(fewerLines(best));
      if (smaller.equals(best)) {
        return best;
      }
      best = smaller;
    }
  }

  /** In halves, quarters and so on, until no single line can go. */
  private Replay fewerLines(Replay from) {
    Replay best = from;
    for (int size = Math.max(1, from.lines().size() / 2); size > 0; size /= 2) {
      for (int start = 0; start < best.lines().size(); ) {
        List<Integer> left = new ArrayList<>(best.lines());
        left.subList(start, Math.min(start + size, left.size())).clear();
        Replay tried = best.with(left);
        if (fails(tried)) {
          best = tried;
        } else {
          start += size;
        }
      }
    }
    return best;
  }

  private Replay simpler(Replay from) {
    Replay best = better(from, from.promptly());
    for (int nodes = 1; nodes < best.script().setup().nodes(); nodes++) {
      best = better(best, best.on(nodes));
    }
    for (int line : best.lines()) {
      best = better(best, best.without(line));
    }
    return best;
  }

  private Replay better(Replay best, Replay tried) {
    return fails(tried) ? tried : best;
  }

  private boolean fails(Replay replay) {
    return walk.play(replay.script())
        .first()
        .filter(offence -> offence.check().equals(check))
        .isPresent();
  }
}
