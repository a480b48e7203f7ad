package io.swarmoperator.command;

import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.print.LogPrefix;
import java.io.PrintWriter;
import java.util.Optional;

/** Prints lines of logs, of several threads one at a time. */
final class LogPrinter {
  private final Optional<LogPrefix.Name> name;
  private final boolean timestamps;
  private final PrintWriter out;

  /**
   * Prints to a writer.
   *
   * @param name how tasks are named; empty to print lines as they are
   * @param timestamps whether the time of a line is printed
   * @param out where to
   */
  LogPrinter(Optional<LogPrefix.Name> name, boolean timestamps, PrintWriter out) {
    this.name = name;
    this.timestamps = timestamps;
    this.out = out;
  }

  String prefix(SwarmTask task, SwarmService service) {
    return name.map(n -> LogPrefix.of(task, service, n)).orElse("");
  }

  synchronized void print(String prefix, LogLine line) {
    String time = timestamps ? line.time() + " " : "";
    out.print(time + prefix + line.text() + "\n");
  }

  synchronized void flush() {
    out.flush();
  }
}
