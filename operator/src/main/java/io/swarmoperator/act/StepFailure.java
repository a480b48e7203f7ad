package io.swarmoperator.act;

/** A step ended early for a reason that the next reconcile sorts out. */
public final class StepFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Tells why.
   *
   * @param message for people
   */
  public StepFailure(String message) {
    super(message);
  }
}
