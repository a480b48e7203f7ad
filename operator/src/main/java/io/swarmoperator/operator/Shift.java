package io.swarmoperator.operator;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** Lets reconciles work until the operator stops, and the stop wait for those that do. */
final class Shift {
  private static final long PATIENCE_SECONDS = 15;

  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private volatile boolean begun;
  private volatile boolean over;

  /** There is no other operator, or this one leads. */
  void begin() {
    begun = true;
  }

  /** Whether this operator acts; one that waits for the lease only watches. */
  boolean onDuty() {
    return begun && !over;
  }

  Optional<Duration> work(Supplier<Optional<Duration>> round) {
    if (over || !lock.readLock().tryLock()) {
      return Optional.empty();
    }
    try {
      return over ? Optional.empty() : round.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Lets nothing begin from now on and returns when what is under way has ended.
   *
   * @return false when that took too long
   */
  boolean end() throws InterruptedException {
    over = true;
    boolean quiet = lock.writeLock().tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (quiet) {
      lock.writeLock().unlock();
    }
    return quiet;
  }
}
