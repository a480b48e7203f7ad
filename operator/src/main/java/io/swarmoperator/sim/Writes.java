package io.swarmoperator.sim;

import io.swarmoperator.decide.Action;
import io.swarmoperator.decide.Memory;
import io.swarmoperator.decide.ServiceStatus;

/**
 * What an operator writes to. The cluster itself does all that is allowed; a test may lose writes
 * or lose their answers.
 */
public interface Writes {

  /** How a write ended, as the writer sees it. */
  enum Outcome {
    DONE,
    /**
     * A precondition doesn't hold, or the answer was lost: what follows in the step is not done.
     */
    FAILED,
    /** The API server will never take it. */
    REFUSED
  }

  /** Carries out an action. */
  Outcome write(Action action);

  /**
   * Writes the status, the service's memory in it.
   *
   * @param expected the memory that the decision was taken from: the lock
   */
  Outcome write(Memory expected, Memory memory, ServiceStatus status);
}
