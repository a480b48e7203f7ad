package io.swarmoperator.print;

import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.api.SwarmTaskStatus;
import io.swarmoperator.api.TaskState;
import java.util.List;
import java.util.Optional;

/** The lines that tell how far the tasks of a service are. */
interface TaskBars {
  /** More bars than this would fill a screen. */
  int MOST = 20;

  /** Room for the longest state that is shown: preparing. */
  int LONGEST_STATE = 9;

  /** A line for each thing to come, before anything is known of it. */
  void begin(Sight sight, List<ProgressLine> lines);

  /**
   * How far the tasks are.
   *
   * @param sight of the service
   * @param tasks those of it that count
   * @param back whether a rollback is under way
   * @param lines is added to
   * @return whether all is done
   */
  boolean draw(Sight sight, List<SwarmTask> tasks, boolean back, List<ProgressLine> lines);

  /** How many steps a task has made of those to its start. */
  static int step(TaskState state) {
    return switch (state) {
      case NEW -> 1;
      case PENDING -> 3;
      case ASSIGNED -> 4;
      case PREPARING -> 6;
      case READY -> 7;
      case STARTING -> 8;
      case RUNNING -> 9;
      case COMPLETE -> 10;
      case SHUTDOWN -> 11;
      case FAILED -> 12;
      case REJECTED -> 13;
      case ORPHANED -> 15;
    };
  }

  static TaskState state(SwarmTask task) {
    return Optional.ofNullable(task.getStatus())
        .map(SwarmTaskStatus::getState)
        .orElse(TaskState.NEW);
  }

  static String error(SwarmTask task) {
    return Optional.ofNullable(task.getStatus()).map(SwarmTaskStatus::getError).orElse("");
  }

  /** What is said of a task, with a bar of a number of steps. */
  static ProgressLine line(String id, TaskState state, int steps) {
    String word = String.format("%-" + LONGEST_STATE + "s", Words.word(state));
    return new ProgressLine(id, word, step(state), steps);
  }
}
