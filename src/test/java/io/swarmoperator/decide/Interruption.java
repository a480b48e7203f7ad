package io.swarmoperator.decide;

import io.swarmoperator.sim.Writes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Counts what an operator writes and interrupts it at one of these writes. Writes that change
 * nothing don't count: a real operator doesn't send them.
 */
final class Interruption {
  /** What happens at the chosen write. */
  enum Kind {
    /** It is applied, and the operator dies before anything else. */
    DIES_AFTER(Duration.ofSeconds(3)),
    /** The same, but the next operator is there at once. */
    DIES_BRIEFLY_AFTER(Duration.ofMillis(20)),
    /** The same, but the next operator comes late. */
    DIES_LONG_AFTER(Duration.ofSeconds(40)),
    /** It is applied, its answer is lost, what else was begun is done, then the operator dies. */
    ANSWER_LOST_THEN_DIES(Duration.ofSeconds(3)),
    /** It never arrives, what else was begun is done, then the operator dies. */
    LOST_THEN_DIES(Duration.ofSeconds(3)),
    /** It is applied and its answer is lost; the operator lives. */
    ANSWER_LOST(Duration.ZERO),
    /** It never arrives; the operator lives. */
    LOST(Duration.ZERO);

    private final Duration downtime;

    Kind(Duration downtime) {
      this.downtime = downtime;
    }

    private boolean applied() {
      return this != LOST && this != LOST_THEN_DIES;
    }

    private boolean atOnce() {
      return this == DIES_AFTER || this == DIES_BRIEFLY_AFTER || this == DIES_LONG_AFTER;
    }

    private boolean dies() {
      return !downtime.isZero();
    }
  }

  /** A write that interrupts nothing. */
  static final int NEVER = -1;

  private final Kind kind;
  private final int at;
  private Stage stage;
  private int writes;
  private String victim = "";
  private boolean dead;
  private boolean dying;
  private boolean off;
  private Optional<Instant> back = Optional.empty();

  Interruption(Kind kind, int at) {
    this.kind = kind;
    this.at = at;
  }

  void of(Stage newStage) {
    stage = newStage;
  }

  int writes() {
    return writes;
  }

  /** Neither counts nor interrupts from now on. */
  void off() {
    off = true;
  }

  /** Goes on counting. */
  void on() {
    off = false;
  }

  /** The write that was interrupted. */
  String victim() {
    return victim;
  }

  /** When the next operator starts; empty while there is one. */
  Optional<Instant> back() {
    return back;
  }

  /** To be called after each event. */
  void eventOver() {
    if (dying) {
      dying = false;
      die();
    }
  }

  void restarted() {
    dead = false;
    back = Optional.empty();
    stage.cluster().startOperator();
  }

  private void die() {
    dead = true;
    stage.cluster().killOperator();
    back = Optional.of(stage.cluster().now().plus(kind.downtime));
  }

  Writes around(Writes inner) {
    return new Writes() {
      @Override
      public Outcome write(Action action) {
        return dead ? Outcome.FAILED : interrupted(() -> inner.write(action), action.toString());
      }

      @Override
      public Outcome write(Memory expected, Memory memory, ServiceStatus status) {
        if (dead) {
          return Outcome.FAILED;
        }
        boolean same =
            stage == null
                ? expected.equals(memory)
                : stage.cluster().status().equals(Optional.of(status)) && expected.equals(memory);
        return same
            ? inner.write(expected, memory, status)
            : interrupted(() -> inner.write(expected, memory, status), memory + " " + status);
      }
    };
  }

  private Writes.Outcome interrupted(
      java.util.function.Supplier<Writes.Outcome> write, String what) {
    writes += off ? 0 : 1;
    if (off || writes != at) {
      return write.get();
    }
    victim = what;
    Writes.Outcome outcome = kind.applied() ? write.get() : Writes.Outcome.FAILED;
    if (kind.atOnce()) {
      die();
      return Writes.Outcome.FAILED;
    }
    dying = kind.dies();
    return kind == Kind.LOST || outcome == Writes.Outcome.REFUSED ? outcome : Writes.Outcome.FAILED;
  }
}
