package io.swarmoperator.decide;

import java.util.Optional;

/** What a task that failed failed of, as far as it can be told from its record. */
public enum FailureKind {
  /** Its container ended with an exit code. */
  EXIT("Exit"),
  /** Its container needed more memory than it may have. */
  OUT_OF_MEMORY("OutOfMemory"),
  /** Its container couldn't be started. */
  START_ERROR("StartError"),
  /** It wasn't running within the progress deadline. */
  PROGRESS_DEADLINE("ProgressDeadline"),
  /** Someone deleted its pod. */
  POD_DELETED("PodDeleted"),
  /** The API server, the kubelet or a constraint didn't want it. */
  REJECTED("Rejected"),
  /** Its node was deleted. */
  NODE_DELETED("NodeDeleted");

  private final String word;

  FailureKind(String word) {
    this.word = word;
  }

  /** The word as it stands in metrics. */
  public String word() {
    return word;
  }

  /** Of what a task failed; empty when it didn't. */
  public static Optional<FailureKind> of(TaskRecord task) {
    return switch (task.state()) {
      case REJECTED -> Optional.of(REJECTED);
      case ORPHANED -> Optional.of(NODE_DELETED);
      case FAILED -> Optional.of(failed(task.error()));
      default -> Optional.empty();
    };
  }

  private static FailureKind failed(String error) {
    if (error.startsWith(TaskWords.OVERDUE)) {
      return PROGRESS_DEADLINE;
    }
    if (error.equals(TaskWords.POD_DELETED)) {
      return POD_DELETED;
    }
    if (!error.startsWith(TaskWords.EXITED)) {
      return START_ERROR;
    }
    return error.endsWith(TaskWords.OUT_OF_MEMORY) ? OUT_OF_MEMORY : EXIT;
  }
}
