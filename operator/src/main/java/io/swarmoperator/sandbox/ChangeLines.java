package io.swarmoperator.sandbox;

import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns what a watch reports into one line per change that a person would call one. It remembers
 * what it saw last of each object; what differs in nothing a line shows gives no line.
 */
public final class ChangeLines {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final Clock clock;
  private final Map<String, String> seen = new HashMap<>();

  /** Lines carry the clock's time of day, in its zone. */
  public ChangeLines(Clock clock) {
    this.clock = clock;
  }

  /** The line for a service that is new or differs from what was seen of it. */
  public synchronized Optional<String> seen(ServiceRow row) {
    var state = join("  ", row.summary(), update(row));
    return changed("service " + row.name(), state.isEmpty() ? "created" : state);
  }

  /** The line for a task that is new or differs from what was seen of it. */
  public synchronized Optional<String> seen(TaskRow row) {
    var place = row.node().isEmpty() ? "" : "on " + row.node();
    var meant = row.desiredState().equals(row.currentState()) ? "" : "wanted " + row.desiredState();
    return changed(
        "task " + row.name(),
        join("  ", join(" ", row.currentState(), place), meant, row.image(), row.error()));
  }

  /** The line for a service that is no more, if it was ever seen. */
  public synchronized Optional<String> serviceGone(String name) {
    return gone("service " + name);
  }

  /** The line for a task that is no more, if it was ever seen. */
  public synchronized Optional<String> taskGone(String name) {
    return gone("task " + name);
  }

  private Optional<String> changed(String subject, String state) {
    return state.equals(seen.put(subject, state)) ? Optional.empty() : line(subject, state);
  }

  private Optional<String> gone(String subject) {
    return seen.remove(subject) == null ? Optional.empty() : line(subject, "removed");
  }

  private Optional<String> line(String subject, String state) {
    var time = TIME.format(clock.instant().atZone(clock.getZone()));
    return Optional.of(TaskTable.oneLine(time + "  " + subject + "  " + state));
  }

  private static String update(ServiceRow row) {
    return row.message().isEmpty() ? row.update() : join(": ", row.update(), row.message());
  }

  private static String join(String between, String... parts) {
    return Stream.of(parts).filter(p -> !p.isEmpty()).collect(Collectors.joining(between));
  }
}
