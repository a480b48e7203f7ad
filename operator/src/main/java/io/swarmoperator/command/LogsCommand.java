package io.swarmoperator.command;

import io.swarmoperator.print.LogPrefix;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code swarm logs}: what {@code docker service logs} prints. */
@Command(
    name = "logs",
    description =
        "Prints the logs of a service's tasks, or of one. A task's log is there as long as its pod:"
            + " while it runs, and when it ended by itself as long as it is in the history.")
public final class LogsCommand extends ClusterCommand {
  @Parameters(
      paramLabel = "SERVICE|TASK",
      description = "A service, a slot as ping.1, or a task by its name or id.")
  private String reference;

  @Option(
      names = {"-f", "--follow"},
      description =
          "Goes on with what is written from now on: of a service or a slot by new tasks too, of one"
              + " task, which may have yet to begin, until it ends.")
  private boolean follow;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description =
          "Lines since a time, as 2026-01-02T13:23:37Z, 2026-01-02 or seconds since 1970, or for a"
              + " duration, as 42m. Without a zone it is that of this machine.")
  private String since;

  @Option(
      names = "--tail",
      paramLabel = "N",
      description =
          "The last lines of each task only; all prints all. Docker's -n: here that is the namespace, as"
              + " for kubectl. Default: all.")
  private String tail = "all";

  @Option(
      names = {"-t", "--timestamps"},
      description = "Prints the time of each line.")
  private boolean timestamps;

  @Option(names = "--no-task-ids", description = "Leaves the ids of tasks out.")
  private boolean noIds;

  @Option(names = "--no-trunc", description = "Prints the ids of tasks in full.")
  private boolean whole;

  @Option(names = "--raw", description = "Prints the lines as they are.")
  private boolean raw;

  @Override
  void run(Cluster cluster) {
    LogRequest request = new LogRequest(since(), tail());
    LoggedTasks tasks = LoggedTasks.find(cluster, reference);
    LogPrinter printer = new LogPrinter(name(), timestamps, out());
    if (follow) {
      new FollowedLogs(cluster, tasks, request, printer, this::note).untilTheyEnd();
    } else {
      new StoredLogs(cluster, tasks, request, printer).print(this::note);
    }
  }

  private Optional<LogPrefix.Name> name() {
    if (raw) {
      return Optional.empty();
    }
    if (noIds) {
      return Optional.of(LogPrefix.Name.SLOT);
    }
    return Optional.of(whole ? LogPrefix.Name.WHOLE_ID : LogPrefix.Name.USUAL);
  }

  private OptionalInt tail() {
    if (tail.equals("all")) {
      return OptionalInt.empty();
    }
    if (!tail.matches("[0-9]{1,9}")) {
      throw new CommandFailure("--tail: " + tail + " is neither a number nor all");
    }
    return OptionalInt.of(Integer.parseInt(tail));
  }

  private Optional<Instant> since() {
    return Optional.ofNullable(since).map(text -> Since.of(text, clock(), ZoneId.systemDefault()));
  }
}
