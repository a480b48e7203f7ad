package io.swarmoperator.decide;

/**
 * What a task was last seen to be (S§1.5). The order of the constants is the order of the states:
 * from its start on a task only moves up. A prepared one that is started begins anew.
 */
public enum TaskState {
  NEW,
  PENDING,
  ASSIGNED,
  PREPARING,
  READY,
  STARTING,
  RUNNING,
  COMPLETE,
  SHUTDOWN,
  FAILED,
  REJECTED,
  ORPHANED;

  /** Whether the task has ended, in whatever way. */
  public boolean ended() {
    return compareTo(RUNNING) > 0;
  }
}
