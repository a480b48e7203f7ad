package io.swarmoperator.decide;

/**
 * What a task is meant to be; it never goes down (S§1.6). The order of the constants is the order
 * of the states.
 */
public enum DesiredState {
  READY,
  RUNNING,
  COMPLETE,
  SHUTDOWN,
  REMOVE;

  /** Whether the task has been told to stop. */
  public boolean stops() {
    return compareTo(SHUTDOWN) >= 0;
  }
}
