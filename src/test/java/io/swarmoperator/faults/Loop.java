package io.swarmoperator.faults;

import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Lets events happen one after the other until there are no more. Whichever thread has nothing else
 * to do goes on with it: a strand that pauses doesn't wake another thread to be woken by it again,
 * which takes longer than what is done in between.
 */
final class Loop {
  /** That of the thread that lets an event happen just now. */
  private static final ThreadLocal<Loop> CURRENT = new ThreadLocal<>();

  private final BooleanSupplier event;
  private final Thread owner = Thread.currentThread();
  private Optional<Strand> next = Optional.empty();
  private Optional<Runnable> errand = Optional.empty();
  private Optional<Throwable> failure = Optional.empty();
  private volatile boolean atOwner = true;
  private boolean over;

  private Loop(BooleanSupplier event) {
    this.event = event;
  }

  /**
   * Lets events happen and returns when there are no more.
   *
   * @param event lets the next one happen; false when there is none
   */
  static void run(BooleanSupplier event) {
    Loop loop = new Loop(event);
    while (!loop.over) {
      loop.events(() -> false);
      if (loop.next.isPresent()) {
        loop.atOwner = false;
        loop.takeNext().goOn(loop);
        loop.awaitReturn();
      }
      loop.doErrand();
    }
    loop.failure.ifPresent(Strand::rethrow);
  }

  /**
   * Has a strand go on when the present event is over, of which this must be the end.
   *
   * @return false when this thread lets no event happen
   */
  static boolean endsWith(Strand strand) {
    Loop loop = CURRENT.get();
    if (loop == null) {
      return false;
    }
    loop.follow(strand);
    return true;
  }

  /**
   * Does what lets several strands go on one after the other: by the thread that the loop belongs
   * to, of which no strand waits. The present event ends with it.
   */
  static void apart(Runnable work) {
    Loop loop = CURRENT.get();
    if (loop == null) {
      work.run();
    } else {
      loop.errand = Optional.of(work);
    }
  }

  /** Has a strand go on before the next event. */
  void follow(Strand strand) {
    if (next.isPresent()) {
      throw new IllegalStateException("an event ends with one strand");
    }
    next = Optional.of(strand);
  }

  /** No more events: whoever wanted them is told why. */
  void fail(Throwable e) {
    failure = Optional.of(e);
    over = true;
  }

  /** Lets events happen until somebody else has something to do, or whoever calls this has. */
  void events(BooleanSupplier enough) {
    CURRENT.set(this);
    try {
      while (!over && next.isEmpty() && errand.isEmpty() && !enough.getAsBoolean()) {
        over = !event.getAsBoolean();
      }
    } catch (RuntimeException | Error e) {
      fail(e);
    } finally {
      CURRENT.remove();
    }
    if (over) {
      next = Optional.empty();
    }
  }

  /** Whether this strand is to go on. */
  boolean isNext(Strand strand) {
    return next.filter(strand::equals).isPresent();
  }

  /** Who is to go on; empty when it is the owner. */
  Optional<Strand> next() {
    return next;
  }

  /** The same, who goes on now. */
  Strand takeNext() {
    Strand strand = next.orElseThrow();
    next = Optional.empty();
    return strand;
  }

  /** Lets another thread do what is to be done. */
  void passOn() {
    if (next.isPresent()) {
      takeNext().goOn(this);
    } else {
      atOwner = true;
      LockSupport.unpark(owner);
    }
  }

  private void awaitReturn() {
    while (!atOwner) {
      LockSupport.park(this);
    }
  }

  private void doErrand() {
    Optional<Runnable> work = errand;
    errand = Optional.empty();
    try {
      work.ifPresent(Runnable::run);
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }
}
