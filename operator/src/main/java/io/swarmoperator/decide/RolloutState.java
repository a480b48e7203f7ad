package io.swarmoperator.decide;

/** The state of an update or rollback, as {@code status.update.state} shows it (S§5.9). */
public enum RolloutState {
  UPDATING("updating"),
  PAUSED("paused"),
  COMPLETED("completed"),
  ROLLBACK_STARTED("rollback_started"),
  ROLLBACK_PAUSED("rollback_paused"),
  ROLLBACK_COMPLETED("rollback_completed");

  private final String word;

  RolloutState(String word) {
    this.word = word;
  }

  /** The word as it stands in status. */
  public String word() {
    return word;
  }

  /** Whether slots are being handed out or watched. */
  public boolean active() {
    return this == UPDATING || this == ROLLBACK_STARTED;
  }

  /** Whether a failure has stopped it. */
  public boolean paused() {
    return this == PAUSED || this == ROLLBACK_PAUSED;
  }

  /** Whether it is over. */
  public boolean done() {
    return !active() && !paused();
  }

  /** Whether it is a rollback. */
  public boolean rollback() {
    return this == ROLLBACK_STARTED || this == ROLLBACK_PAUSED || this == ROLLBACK_COMPLETED;
  }
}
