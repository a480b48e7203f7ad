package io.swarmoperator.observe;

/** A spec is wrong in a way that the schema can't see. */
public final class InvalidSpecException extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidSpecException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Names what is wrong.
   *
   * @param message field and problem, for the user
   */
  public InvalidSpecException(String message) {
    super(message);
  }
}
