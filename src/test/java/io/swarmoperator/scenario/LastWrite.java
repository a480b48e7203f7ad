package io.swarmoperator.scenario;

import io.swarmoperator.act.WriteGate;

/** Lets some writes pass and none after them, like a process that is killed. */
final class LastWrite implements WriteGate {
  private int written;
  private int last = Integer.MAX_VALUE;
  private boolean reached;

  /** What a write meets in a process that is no more. */
  private static final class KilledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KilledException(String what) {
      // hundreds of them are logged
      super("killed before " + what, null, false, false);
    }
  }

  /** From now on as many writes pass and none after them. */
  synchronized void after(int writes) {
    written = 0;
    last = writes;
  }

  /** Writes that passed. */
  synchronized int written() {
    return written;
  }

  /** Whether a write was kept back. */
  synchronized boolean reached() {
    return reached;
  }

  @Override
  public synchronized void beforeWrite(String what) {
    if (written >= last) {
      reached = true;
      throw new KilledException(what);
    }
    written++;
  }
}
