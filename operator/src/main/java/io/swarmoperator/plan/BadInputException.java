package io.swarmoperator.plan;

import java.util.List;

/** The user's input can't be used. */
final class BadInputException extends Exception {
  private static final long serialVersionUID = 1L;

  BadInputException(String message) {
    super(message);
  }

  BadInputException(List<Problem> problems) {
    super(String.join(System.lineSeparator(), problems.stream().map(Problem::toString).toList()));
  }
}
