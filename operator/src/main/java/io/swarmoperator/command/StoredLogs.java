package io.swarmoperator.command;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.api.SwarmTask;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
      ask(pods).forEach((task, log) -> open(task, log, sources, unreadable));
      MergedLogs.copy(
          sources,
          printer::print,
          (task, why) -> unreadable.add("the log of " + task + " broke off: " + why.getMessage()));
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

  /** All at once: a node that hangs keeps back its own tasks' logs only. */
  private Map<SwarmTask, LogStream> ask(List<Pod> pods) {
    Map<SwarmTask, LogStream> logs = new LinkedHashMap<>();
    for (Pod pod : pods) {
      tasks
          .of(pod)
          .filter(task -> LoggedTasks.started(pod))
          .ifPresent(
              task ->
                  logs.put(task, request.stored(cluster.client(), pod.getMetadata().getName())));
    }
    return logs;
  }

  private void open(
      SwarmTask task, LogStream log, List<MergedLogs.Source> sources, List<String> unreadable) {
    String name = task.getMetadata().getName();
    try {
      sources.add(
          new MergedLogs.Source(
              name,
              printer.prefix(task, tasks.service()),
              new BufferedReader(new InputStreamReader(log.open(), StandardCharsets.UTF_8))));
    } catch (KubernetesClientException e) {
      unreadable.add(unread(task, e, cluster));
    } catch (IOException e) {
      unreadable.add("the log of " + name + " can't be read: " + e.getMessage());
    }
  }

  private static void close(MergedLogs.Source source) {
    try {
      source.lines().close();
    } catch (IOException e) {
      // all that it had was read; why it broke off is told already
      return;
    }
  }

  /** Says why a log wasn't read; that of a pod which went a moment ago is as gone as others. */
  static String unread(SwarmTask task, KubernetesClientException e, Cluster cluster) {
    return e.getCode() == HttpURLConnection.HTTP_NOT_FOUND
        ? gone(List.of(task))
        : "the log of "
            + task.getMetadata().getName()
            + " can't be read: "
            + Refusals.told(e, cluster.server()).getMessage();
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
