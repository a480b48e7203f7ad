package io.swarmoperator.command;

/** A command can't do what it was asked to; the message says why in a sentence. */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CommandFailure(String message) {
    super(message);
  }

  CommandFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
