package io.swarmoperator.command;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.print.TaskNames;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * What is logged from now on: of a service or a slot without end, of one task until it ends; one
 * that has not begun is waited for.
 */
final class FollowedLogs {
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  private final Cluster cluster;
  private final LoggedTasks tasks;
  private final LogRequest request;
  private final LogPrinter printer;
  private final Consumer<String> note;
  private final Set<String> followed = new HashSet<>();

  /** Tasks that were asked for and have no log yet; each is a party of the readers. */
  private final Set<String> awaited = new HashSet<>();

  /** Has a party for each log that is being read, and one for what may still come. */
  private final Phaser readers = new Phaser(1);

  /** What makes the command fail. */
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  private final LostLogs lost;

  /** Whether all is watched that the command needs, so that it stays when the API server goes. */
  private volatile boolean watched;

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
    this.lost = new LostLogs(BETWEEN_TRIES, note);
    this.cluster = cluster;
    this.tasks = tasks;
    this.request = request;
    this.printer = printer;
  }

  /**
   * Prints lines as they come, until there can be no more or the thread is interrupted.
   *
   * @throws CommandFailure when a task's log can't be read, or none at all
   */
  void untilTheyEnd() {
    beginWithTheGone();
    try (SharedIndexInformer<Pod> pods =
            cluster.follow(tasks.service(), handler(this::comes, pod -> {}));
        SharedIndexInformer<SwarmTask> records =
            cluster.followTasks(tasks.service(), handler(this::known, this::neverBegins))) {
      watched = true;
      pods.getStore().list().forEach(this::seen);
      records.getStore().list().forEach(this::known);
      tellWhoIsAwaited();
      if (!tasks.futureOnes()) {
        readers.arrive();
      }
      readers.awaitAdvanceInterruptibly(0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lost.end();
    }
    if (!failures.isEmpty()) {
      throw new CommandFailure(String.join("; ", failures));
    }
  }

  private void beginWithTheGone() {
    List<Pod> pods = cluster.pods(tasks.service());
    await(tasks.yetToBegin(pods));
    List<SwarmTask> gone = tasks.withoutLog(pods);
    if (gone.isEmpty()) {
      return;
    }
    if (!tasks.futureOnes() && pods.stream().noneMatch(pod -> tasks.of(pod).isPresent())) {
      throw new CommandFailure(StoredLogs.gone(gone));
    }
    note.accept(StoredLogs.gone(gone));
  }

  private synchronized void await(List<SwarmTask> coming) {
    for (SwarmTask task : coming) {
      awaited.add(task.getMetadata().getName());
      readers.register();
    }
  }

  private synchronized void tellWhoIsAwaited() {
    awaited.forEach(name -> note.accept("task " + name + " has not begun yet"));
  }

  private void known(SwarmTask task) {
    if (TaskNames.ended(task)) {
      neverBegins(task);
    }
  }

  /** A task that is over and never had a log has none to come either. */
  private synchronized void neverBegins(SwarmTask task) {
    String name = task.getMetadata().getName();
    if (!awaited.contains(name)) {
      return;
    }
    Optional.ofNullable(cluster.client().pods().withName(name).get()).ifPresent(this::seen);
    if (awaited.remove(name)) {
      failures.add("task " + name + " ended before it began");
      readers.arriveAndDeregister();
    }
  }

  private void comes(Pod pod) {
    if (watched) {
      seen(pod);
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
                if (awaited.remove(name)) {
                  readers.arriveAndDeregister();
                }
              });
    }
  }

  private void read(String pod, SwarmTask task) {
    FollowedLog log = new FollowedLog(cluster.client(), pod, request);
    String prefix = printer.prefix(task, tasks.service());
    boolean more = true;
    try {
      while (more) {
        more = isLost(log, task, prefix);
      }
    } finally {
      readers.arriveAndDeregister();
    }
  }

  /** Reads until a log ends, or is to be read again. */
  private boolean isLost(FollowedLog log, SwarmTask task, String prefix) {
    String pod = task.getMetadata().getName();
    try {
      log.read(
          line -> {
            lost.find(pod);
            printer.print(prefix, line);
            printer.flush();
          });
      return false;
    } catch (KubernetesClientException e) {
      String unread = StoredLogs.unread(task, e, cluster);
      if (LostLogs.forAWhile(e)) {
        boolean nobody = e.getCode() <= 0;
        return nobody
            ? lost.await(pod, cluster.server(), Refusals.told(e, cluster.server()).getMessage())
            : lost.await(pod, unread, unread);
      }
      unreadable(unread, e.getCode() == HttpURLConnection.HTTP_FORBIDDEN);
      return false;
    } catch (IllegalStateException | RejectedExecutionException e) {
      if (lost.ended()) {
        // with the command its client was closed
        return false;
      }
      throw e;
    }
  }

  /** Who waits for tasks to come is told at once, and waits no longer when none can be read. */
  private void unreadable(String words, boolean all) {
    if (lost.ended()) {
      return;
    }
    if (tasks.futureOnes() && !all) {
      note.accept(words);
      return;
    }
    failures.add(words);
    if (all) {
      readers.forceTermination();
    }
  }

  private static <T> ResourceEventHandler<T> handler(Consumer<T> seen, Consumer<T> gone) {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(T object) {
        seen.accept(object);
      }

      @Override
      public void onUpdate(T old, T object) {
        seen.accept(object);
      }

      @Override
      public void onDelete(T object, boolean lastStateUnknown) {
        gone.accept(object);
      }
    };
  }
}
