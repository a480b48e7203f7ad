package io.swarmoperator.sim;

/**
 * What an event of a watch is about, as far as it matters who hears of it: {@code
 * operator.Concerns}, for one service in a cluster of its own. A write that only the operator makes
 * tells it nothing.
 */
public enum Change {
  /** A node came, went or says something else. */
  NODE(true),
  /** A pod came, went or says something else. */
  POD(true),
  /** The service was declared otherwise, or something is asked of it, or no more. */
  SERVICE(true),
  /** A record or a revision was deleted, by whomever. */
  DELETION(true),
  /** A record, a revision or the status was written. */
  OWN_WRITE(false);

  private final boolean wakes;

  Change(boolean wakes) {
    this.wakes = wakes;
  }

  /** Whether the operator decides upon it. */
  public boolean wakes() {
    return wakes;
  }
}
