package io.swarmoperator.oracle;

import io.swarmoperator.decide.SlotId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Compares times. The span between an event and the one before it must agree within 20 % or 300 ms,
 * and so must the span since the last command. An event whose time is off is what later ones are
 * measured from: one cause is told once.
 */
final class Spacing {
  static final Duration ABSOLUTE = Duration.ofMillis(300);
  private static final int SHARE = 5;

  /** What an event can follow from. */
  private enum Kind {
    /** From nothing: it was given. */
    COMMAND,
    /** From anything in any slot. */
    ANYTHING,
    /** From what happened in its own slot. */
    SLOT,
    /** Likewise, and nothing follows from it. */
    LAST
  }

  private record Event(
      String where, Optional<SlotId> slot, Kind kind, Duration recorded, Duration replayed) {
    boolean causes(Event later) {
      return kind != Kind.LAST
          && (kind == Kind.COMMAND || later.kind == Kind.ANYTHING || slot.equals(later.slot));
    }

    /** By how much it comes later than recorded, as a span since another one. */
    Duration later(Event since) {
      return replayed.minus(since.replayed).minus(recorded.minus(since.recorded));
    }

    Duration deviation(Event since) {
      return later(since).abs();
    }

    boolean agrees(Event since) {
      return deviation(since).compareTo(allowed(recorded.minus(since.recorded))) <= 0;
    }

    String span(Event since) {
      return Comparison.seconds(recorded.minus(since.recorded))
          + " s here "
          + Comparison.seconds(replayed.minus(since.replayed))
          + " s after "
          + since.where;
    }
  }

  /**
   * An event and what it is measured from.
   *
   * @param before the last event that it can follow from
   * @param origin the last command, or what is off before it
   */
  private record Measured(Event event, Event before, Event origin) {
    boolean agrees() {
      return event.agrees(before) && event.agrees(origin);
    }

    /**
     * By how much it is off. What is off itself from where it is measured from is in its place as
     * soon as that is; so each time that is off is fixed by a command and what is declared.
     */
    Duration later() {
      return event.later(event.agrees(origin) ? before : origin);
    }
  }

  /**
   * How far a time is off.
   *
   * @param by the difference
   * @param of the recorded span
   */
  record Deviation(Duration by, Duration of) {
    static final Deviation NONE = new Deviation(Duration.ZERO, Duration.ZERO);

    String text() {
      return by.toMillis() < 5
          ? "none"
          : Comparison.seconds(by) + " s of " + Comparison.seconds(of) + " s";
    }

    static Deviation larger(Deviation one, Deviation other) {
      return one.by.compareTo(other.by) >= 0 ? one : other;
    }
  }

  private final List<Event> events = new ArrayList<>();

  Spacing(Script script) {
    add("creation", Optional.empty(), Kind.COMMAND, script.createdAt(), script.createdAt());
    script
        .commands()
        .forEach(c -> add("a command", Optional.empty(), Kind.COMMAND, c.at(), c.at()));
  }

  /** A task was made on both sides. */
  void made(String where, SlotId slot, Duration recorded, Duration replayed) {
    add(where, Optional.of(slot), Kind.ANYTHING, recorded, replayed);
  }

  /** Something became of a task. */
  void became(String where, SlotId slot, Duration recorded, Duration replayed) {
    add(where, Optional.of(slot), Kind.SLOT, recorded, replayed);
  }

  /** A task left the history. */
  void gone(String where, SlotId slot, Duration recorded, Duration replayed) {
    add(where, Optional.of(slot), Kind.LAST, recorded, replayed);
  }

  /** The update's status changed. */
  void update(String where, Duration recorded, Duration replayed) {
    add(where, Optional.empty(), Kind.ANYTHING, recorded, replayed);
  }

  /** A time that the update's status shows; nothing follows from it. */
  void shown(String where, Duration recorded, Duration replayed) {
    add(where, Optional.empty(), Kind.LAST, recorded, replayed);
  }

  private void add(
      String where, Optional<SlotId> slot, Kind kind, Duration recorded, Duration replayed) {
    events.add(new Event(where, slot, kind, recorded, replayed));
  }

  static Duration allowed(Duration span) {
    Duration share = span.abs().dividedBy(SHARE);
    return share.compareTo(ABSOLUTE) > 0 ? share : ABSOLUTE;
  }

  List<Disagreement> disagreements() {
    return measured().stream()
        .filter(m -> !m.agrees())
        .map(
            m ->
                Disagreement.ofTime(
                    m.event.where,
                    m.later(),
                    m.event.span(m.before) + ", " + m.event.span(m.origin)))
        .toList();
  }

  /** The largest deviation of a time that agrees, as a span since the last command. */
  Deviation largest() {
    return measured().stream()
        .filter(Measured::agrees)
        .map(
            m ->
                new Deviation(
                    m.event.deviation(m.origin), m.event.recorded.minus(m.origin.recorded)))
        .reduce(Deviation.NONE, Deviation::larger);
  }

  private List<Measured> measured() {
    List<Event> ordered = new ArrayList<>(events);
    ordered.sort(Comparator.comparing(Event::recorded).thenComparing(Event::kind));
    List<Measured> measured = new ArrayList<>();
    Event command = ordered.get(0);
    for (Event event : ordered) {
      if (event.kind == Kind.COMMAND) {
        command = event;
      } else {
        measured.add(measured(event, command, measured));
      }
    }
    return measured;
  }

  private static Measured measured(Event event, Event command, List<Measured> earlier) {
    Optional<Measured> cause =
        earlier.stream()
            .filter(m -> m.event.causes(event))
            .filter(m -> m.event.recorded.compareTo(command.recorded) >= 0)
            .reduce((first, second) -> second);
    if (cause.isEmpty()) {
      return new Measured(event, command, command);
    }
    Measured before = cause.get();
    return new Measured(event, before.event, before.agrees() ? before.origin : before.event);
  }
}
