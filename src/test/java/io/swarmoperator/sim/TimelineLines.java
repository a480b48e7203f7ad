package io.swarmoperator.sim;

import io.swarmoperator.decide.Hold;
import io.swarmoperator.decide.TaskRecord;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A timeline as lines: offset in seconds, slot and attempt, milestone; tasks are shown with
 * revision and reason when they are made.
 */
final class TimelineLines {
  private TimelineLines() {}

  static String of(Timeline timeline, boolean withNodes) {
    return timeline.entries().stream()
        .map(entry -> line(entry, withNodes))
        .flatMap(Optional::stream)
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private static Optional<String> line(TimelineEntry entry, boolean withNodes) {
    return text(entry)
        .map(text -> withNodes ? text + node(entry) : text)
        .map(text -> offset(entry.at()) + " " + text);
  }

  private static String node(TimelineEntry entry) {
    boolean runs =
        entry instanceof TimelineEntry.TaskChanged changed
            && Milestone.of(changed).filter("running"::equals).isPresent();
    return runs ? " on " + ((TimelineEntry.TaskChanged) entry).task().nodeName() : "";
  }

  private static Optional<String> text(TimelineEntry entry) {
    if (entry instanceof TimelineEntry.TaskChanged changed) {
      return Milestone.of(changed)
          .map(milestone -> task(changed.task()) + " " + milestone + made(changed));
    } else if (entry instanceof TimelineEntry.TaskGone gone) {
      return Optional.of(task(gone.task()) + " gone");
    } else if (entry instanceof TimelineEntry.RolloutChanged changed) {
      return Optional.of(changed.rollout().state().word() + ": " + changed.rollout().message());
    } else if (entry instanceof TimelineEntry.HoldChanged changed) {
      return Optional.of(changed.hold().map(TimelineLines::hold).orElse("hold lapsed"));
    }
    return Optional.empty();
  }

  private static String made(TimelineEntry.TaskChanged changed) {
    return changed.before().isPresent()
        ? ""
        : " r" + changed.revision() + " " + changed.task().identity().reason().word();
  }

  private static String hold(Hold hold) {
    return "held on r"
        + hold.revision()
        + " instead of r"
        + hold.insteadOf()
        + ": "
        + hold.cause().word();
  }

  private static String task(TaskRecord task) {
    return "slot " + task.identity().slot().word() + "#" + task.identity().attempt();
  }

  private static String offset(Duration at) {
    BigDecimal seconds = BigDecimal.valueOf(at.toMillis(), 3).stripTrailingZeros();
    return seconds.scale() < 1 ? seconds.setScale(1).toPlainString() : seconds.toPlainString();
  }
}
