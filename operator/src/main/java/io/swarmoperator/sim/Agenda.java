package io.swarmoperator.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The virtual clock and what is due when. Events of one instant happen in the order in which they
 * were entered.
 */
public final class Agenda {
  /** An event that was entered. */
  record Entry(Instant due, long sequence, Runnable event) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byTime = due.compareTo(other.due);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }

  private final PriorityQueue<Entry> entries = new PriorityQueue<>();
  private Instant now;
  private long sequence;

  Agenda(Instant start) {
    now = start;
  }

  /** The present instant. */
  public Instant now() {
    return now;
  }

  /** When the next event is due; empty when nothing will ever happen by itself. */
  public Optional<Instant> next() {
    return Optional.ofNullable(entries.peek()).map(Entry::due);
  }

  /** Enters an event; one that is overdue happens now. */
  Entry at(Instant due, Runnable event) {
    Entry entry = new Entry(due.isBefore(now) ? now : due, sequence++, event);
    entries.add(entry);
    return entry;
  }

  /** Enters an event for later. */
  void after(Duration delay, Runnable event) {
    at(now.plus(delay), event);
  }

  /** Takes an event out again. */
  void cancel(Entry entry) {
    entries.remove(entry);
  }

  void step() {
    Entry entry = entries.remove();
    now = entry.due();
    entry.event().run();
  }

  void waitUntil(Instant instant) {
    if (instant.isAfter(now)) {
      now = instant;
    }
  }
}
