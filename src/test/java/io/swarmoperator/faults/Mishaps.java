package io.swarmoperator.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is to befall the operator's next writes. */
public final class Mishaps {
  private final List<Armed> armed = new ArrayList<>();

  /** What befalls a write. */
  public enum Fate {
    /** It never arrives. */
    LOST,
    /** It is applied, but no answer comes. */
    ANSWER_LOST,
    /** The operator dies before it is sent. */
    DIES_BEFORE,
    /** The operator dies once it is applied. */
    DIES_AFTER
  }

  private static final class Armed {
    private final Fate fate;
    private int spared;

    Armed(Fate fate, int spared) {
      this.fate = fate;
      this.spared = spared;
    }
  }

  /** Has a fate befall a write after so many that are spared. */
  void arm(Fate fate, int spared) {
    armed.add(new Armed(fate, spared));
  }

  void disarm() {
    armed.clear();
  }

  /** What befalls a write that is sent now. */
  Optional<Fate> strike() {
    for (Armed next : armed) {
      if (next.spared == 0) {
        armed.remove(next);
        return Optional.of(next.fate);
      }
      next.spared--;
    }
    return Optional.empty();
  }
}
