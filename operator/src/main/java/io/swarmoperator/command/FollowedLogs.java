package io.swarmoperator.command;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.connect.ServerWords;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Phaser;
import java.util.function.Consumer;

/** What is logged from now on: of a service without end, of one task until it ends. */
final class FollowedLogs {
  private final Cluster cluster;
  private final LoggedTasks tasks;
  private final LogRequest request;
  private final LogPrinter printer;
  private final Consumer<String> note;
  private final Set<String> followed = new HashSet<>();

  /** Has a party for each log that is being read, and one for what may still come. */
  private final Phaser readers = new Phaser(1);

  /**
   * Follows the logs of tasks.
   *
   * @param note takes what is to be said beside the logs
   */
  FollowedLogs(
      Cluster cluster,
      LoggedTasks tasks,
      LogRequest request,
      LogPrinter printer,
      Consumer<String> note) {
    this.note = note;
    this.cluster = cluster;
    this.tasks = tasks;
    this.request = request;
    this.printer = printer;
  }

  /** Prints lines as they come, until there can be no more or the thread is interrupted. */
  void untilTheyEnd() {
    List<SwarmTask> gone = tasks.withoutLog(cluster.pods(tasks.service()));
    if (!gone.isEmpty()) {
      note.accept(StoredLogs.gone(gone));
    }
    try (SharedIndexInformer<Pod> pods = cluster.follow(tasks.service(), handler())) {
      pods.getStore().list().forEach(this::seen);
      if (!tasks.wholeService()) {
        readers.arrive();
      }
      readers.awaitAdvanceInterruptibly(0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void seen(Pod pod) {
    String name = pod.getMetadata().getName();
    if (LoggedTasks.started(pod) && !followed.contains(name)) {
      tasks
          .of(pod)
          .ifPresent(
              task -> {
                followed.add(name);
                readers.register();
                Thread reader = new Thread(() -> read(name, task), "log of " + name);
                reader.setDaemon(true);
                reader.start();
              });
    }
  }

  private void read(String pod, SwarmTask task) {
    String prefix = printer.prefix(task, tasks.service());
    try (LogWatch watch = request.of(cluster.client(), pod).watchLog();
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(watch.getOutput(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        printer.print(prefix, LogLine.of(line));
        printer.flush();
      }
    } catch (KubernetesClientException e) {
      unreadable(pod, ServerWords.of(e));
    } catch (IOException e) {
      unreadable(pod, String.valueOf(e.getMessage()));
    } finally {
      readers.arriveAndDeregister();
    }
  }

  private void unreadable(String pod, String why) {
    note.accept("the log of " + pod + " can't be read any further: " + why);
  }

  private ResourceEventHandler<Pod> handler() {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(Pod pod) {
        seen(pod);
      }

      @Override
      public void onUpdate(Pod old, Pod pod) {
        seen(pod);
      }

      @Override
      public void onDelete(Pod pod, boolean lastStateUnknown) {
        // its log ends by itself
      }
    };
  }
}
