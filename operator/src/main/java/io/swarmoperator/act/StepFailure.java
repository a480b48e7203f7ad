package io.swarmoperator.act;

/** A step ended early for a reason that the next reconcile sorts out. */
final class StepFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StepFailure(String message) {
    super(message);
  }
}
