package io.swarmoperator.decide;

/**
 * Why a run begins, and what it is called then (S§5.9).
 *
 * @param state the run's first
 * @param message Swarm's words
 * @param failed whether an update's failure began it: that is something to be warned of, and the
 *     slot that failed belongs to it
 */
record RunKind(RolloutState state, String message, boolean failed) {
  /** To what the spec says. */
  static final RunKind UPDATE = new RunKind(RolloutState.UPDATING, "update in progress", false);

  /** Back, because a user asked for it (S§6.1). */
  static final RunKind REQUESTED_ROLLBACK =
      new RunKind(RolloutState.ROLLBACK_STARTED, "manually requested rollback", false);

  /**
   * Back, for slots that an automatic rollback has left, or on after its pause; not Swarm's words
   * (D127).
   */
  static final RunKind CONTINUED_ROLLBACK =
      new RunKind(RolloutState.ROLLBACK_STARTED, "rollback in progress", false);

  /** Back, because the update failed (S§6.2). */
  static RunKind automaticRollback(String message) {
    return new RunKind(RolloutState.ROLLBACK_STARTED, message, true);
  }

  /** Of a run that brings back what a hold says. */
  static RunKind of(Hold hold) {
    return hold.cause() == Hold.Cause.REQUESTED_BY_USER ? REQUESTED_ROLLBACK : CONTINUED_ROLLBACK;
  }

  boolean rollback() {
    return state == RolloutState.ROLLBACK_STARTED;
  }
}
