package io.swarmoperator.sim;

import io.swarmoperator.decide.DesiredState;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.decide.TaskState;
import java.util.Locale;
import java.util.Optional;

/**
 * What a reader of a timeline wants to know of a task: that it was made, waits no longer, can't be
 * placed, runs, was told to stop, has ended. The states on the way from new to running are left
 * out.
 */
public final class Milestone {
  private static final String NEW = "new";

  private Milestone() {}

  /** The milestone that a change is, in Swarm's words; empty when it is none. */
  public static Optional<String> of(TimelineEntry.TaskChanged change) {
    TaskRecord now = change.task();
    if (change.before().isEmpty()) {
      return Optional.of(firstOf(now));
    }
    TaskRecord before = change.before().get();
    boolean changed = now.state() != before.state() || waitsOtherwise(before, now);
    if (changed && shown(now)) {
      return Optional.of(stateOf(now));
    }
    if (!now.desired().stops()
        && now.desired() != DesiredState.READY
        && before.desired() == DesiredState.READY) {
      return Optional.of(NEW);
    }
    if (now.desired().stops() && !before.desired().stops() && !now.state().ended()) {
      return Optional.of(now.desired() == DesiredState.REMOVE ? "told to go" : "told to stop");
    }
    return Optional.empty();
  }

  /**
   * The first write of a record may come late; how far the task has come then is a matter of
   * chance.
   */
  private static String firstOf(TaskRecord task) {
    boolean underWay =
        task.state().compareTo(TaskState.RUNNING) < 0 && task.state() != TaskState.READY;
    return underWay ? NEW : stateOf(task);
  }

  private static boolean waitsOtherwise(TaskRecord before, TaskRecord now) {
    return now.state() == TaskState.PENDING && !now.error().equals(before.error());
  }

  private static boolean shown(TaskRecord task) {
    return switch (task.state()) {
      case RUNNING, COMPLETE, SHUTDOWN, FAILED, REJECTED, ORPHANED -> true;
      case PENDING -> !task.error().isEmpty();
      default -> false;
    };
  }

  private static String stateOf(TaskRecord task) {
    String word = task.state().name().toLowerCase(Locale.ROOT);
    boolean explained =
        !task.error().isEmpty() && (task.state().ended() || task.state() == TaskState.PENDING);
    return explained ? word + ": " + task.error() : word;
  }
}
