package io.swarmoperator.faults;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** A lock between strands: first come, first served. */
final class Turns implements Lock {
  private final Deque<Strand> waiting = new ArrayDeque<>();
  private boolean taken;

  @Override
  public void lock() {
    if (taken) {
      waiting.add(Strand.current());
      Strand.current().pause();
    }
    taken = true;
  }

  @Override
  public void unlock() {
    Strand next = waiting.poll();
    if (next == null) {
      taken = false;
    } else {
      next.resume();
    }
  }

  @Override
  public void lockInterruptibly() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean tryLock() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean tryLock(long time, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Condition newCondition() {
    throw new UnsupportedOperationException();
  }
}
