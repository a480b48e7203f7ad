package io.swarmoperator.sandbox;

/**
 * A control plane can't be chosen, started or told to do something; the message is for the user.
 */
public final class ControlPlaneException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ControlPlaneException(String message) {
    super(message);
  }

  public ControlPlaneException(String message, Throwable cause) {
    super(message, cause);
  }
}
