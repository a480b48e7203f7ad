package io.swarmoperator.command;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.api.SwarmTask;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What was logged until now. */
final class StoredLogs {
  private static final int MOST_NAMES = 5;

  private final Cluster cluster;
  private final LoggedTasks tasks;
  private final LogRequest request;
  private final LogPrinter printer;

  StoredLogs(Cluster cluster, LoggedTasks tasks, LogRequest request, LogPrinter printer) {
    this.cluster = cluster;
    this.tasks = tasks;
    this.request = request;
    this.printer = printer;
  }

  /**
   * Prints it in the order of time.
   *
   * @param note takes what is to be said beside the logs
   */
  void print(Consumer<String> note) {
    List<Pod> pods = cluster.pods(tasks.service());
    List<MergedLogs.Source> sources = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    try {
      for (Pod pod : pods) {
        tasks
            .of(pod)
            .filter(task -> LoggedTasks.started(pod))
            .ifPresent(task -> open(task, sources, unreadable));
      }
      MergedLogs.copy(sources, printer::print);
      printer.flush();
    } finally {
      sources.forEach(StoredLogs::close);
    }
    List<SwarmTask> gone = tasks.withoutLog(pods);
    if (sources.isEmpty() && unreadable.isEmpty() && !gone.isEmpty() && !tasks.wholeService()) {
      throw new CommandFailure(gone(gone));
    }
    if (!gone.isEmpty()) {
      note.accept(gone(gone));
    }
    if (!unreadable.isEmpty()) {
      throw new CommandFailure(String.join("; ", unreadable));
    }
  }

  private void open(SwarmTask task, List<MergedLogs.Source> sources, List<String> unreadable) {
    String name = task.getMetadata().getName();
    try {
      sources.add(
          new MergedLogs.Source(
              printer.prefix(task, tasks.service()),
              new BufferedReader(
                  new InputStreamReader(
                      request.of(cluster.client(), name).getLogInputStream(),
                      StandardCharsets.UTF_8))));
    } catch (KubernetesClientException e) {
      unreadable.add("the log of " + name + " can't be read: " + Refusals.told(e, "").getMessage());
    }
  }

  private static void close(MergedLogs.Source source) {
    try {
      source.lines().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says where logs went that can't be had any more. */
  static String gone(List<SwarmTask> tasks) {
    String names =
        tasks.stream()
            .limit(MOST_NAMES)
            .map(t -> t.getMetadata().getName())
            .collect(Collectors.joining(", "));
    int more = tasks.size() - MOST_NAMES;
    return "no log any more of "
        + names
        + (more > 0 ? " and " + more + " more" : "")
        + ": a log goes with its pod, which is deleted when a task is told to stop or leaves the"
        + " history; what a log collector of the cluster took up is there";
  }
}
