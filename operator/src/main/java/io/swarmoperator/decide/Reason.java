package io.swarmoperator.decide;

/**
 * Why a task was made. The same word stands in the task's record, on its pod's label, in events,
 * log lines and metrics; the reason of a replacement also tells, after a restart of the operator,
 * why its predecessor had to go.
 */
public enum Reason {
  SCALED_UP("ScaledUp"),
  NODE_JOINED("NodeJoined"),
  JOB_STARTED("JobStarted"),
  SPEC_CHANGED("SpecChanged"),
  ROLLED_BACK("RolledBack"),
  TASK_FAILED("TaskFailed"),
  TASK_COMPLETED("TaskCompleted"),
  TASK_REJECTED("TaskRejected"),
  POD_DELETED("PodDeleted"),
  NODE_DRAINED("NodeDrained"),
  NODE_DOWN("NodeDown"),
  EVICTED("Evicted");

  private final String word;

  Reason(String word) {
    this.word = word;
  }

  /** The word as it stands in records and labels. */
  public String word() {
    return word;
  }

  /** The reason that a word means; {@link #SCALED_UP} for a word that this version doesn't know. */
  public static Reason of(String word) {
    for (Reason reason : values()) {
      if (reason.word.equals(word)) {
        return reason;
      }
    }
    return SCALED_UP;
  }

  /** Whether the updater made the task: only such tasks count in an update's failures (S§5.6). */
  public boolean byUpdater() {
    return this == SPEC_CHANGED || this == ROLLED_BACK;
  }

  /** Whether the restart supervisor made the task: only such tasks count as attempts (S§4.4). */
  public boolean byRestart() {
    return this != SCALED_UP && this != NODE_JOINED && this != JOB_STARTED && !byUpdater();
  }

  /** Whether the predecessor was told to stop, rather than ended by itself. */
  boolean stoppedPredecessor() {
    return byUpdater() || this == NODE_DRAINED || this == NODE_DOWN || this == EVICTED;
  }
}
