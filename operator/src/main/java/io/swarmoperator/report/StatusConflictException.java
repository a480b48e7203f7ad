package io.swarmoperator.report;

/** The service has changed since it was read: what was decided may be wrong. */
public final class StatusConflictException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Tells of a conflict.
   *
   * @param cause the API server's answer
   */
  public StatusConflictException(Throwable cause) {
    super("the service has changed since it was read", cause);
  }
}
