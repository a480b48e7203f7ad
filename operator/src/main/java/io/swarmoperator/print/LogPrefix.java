package io.swarmoperator.print;

import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import java.util.Optional;

/** What stands before each line of a task's log: {@code ping.1.zzzzxl6dpplp@n1 | }. */
public final class LogPrefix {
  private static final String BAR = "    | ";

  private LogPrefix() {}

  /** How a task is named. */
  public enum Name {
    /** With the beginning of its id. */
    USUAL,
    /** With its whole id. */
    WHOLE_ID,
    /** By its slot alone. */
    SLOT
  }

  /**
   * The text before each line.
   *
   * @param task whose log it is
   * @param service that it belongs to; slots are padded to the width of its highest one
   * @param name how the task is named
   */
  public static String of(SwarmTask task, SwarmService service, Name name) {
    String id =
        switch (name) {
          case USUAL -> "." + Words.shortId(TaskNames.id(task));
          case WHOLE_ID -> "." + TaskNames.id(task);
          case SLOT -> "";
        };
    String node =
        Optional.ofNullable(task.getStatus()).map(s -> Words.text(s.getNodeName())).orElse("");
    int missing = digits(service.getSpec().getReplicas()) - digits(task.getSpec().getSlot());
    return TaskNames.slot(task) + id + "@" + node + " ".repeat(Math.max(missing, 0)) + BAR;
  }

  private static int digits(Integer number) {
    return number == null ? 1 : Integer.toString(number).length();
  }
}
