package io.swarmoperator.cli;

/** A cluster doesn't answer; the message says which. */
final class NoClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoClusterException(String which, Throwable cause) {
    super(which, cause);
  }
}
