package io.swarmoperator.command;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.print.Convergence;
import io.swarmoperator.print.ProgressScreen;
import io.swarmoperator.print.Sight;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Watches a service until it has converged, or never will, and shows how far it is. */
final class Follower implements AutoCloseable {
  private static final Duration AT_LEAST_EVERY = Duration.ofMinutes(1);

  private final String name;
  private final String uid;
  private final PrintWriter out;
  private final Consumer<String> note;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final SharedIndexInformer<SwarmService> services;
  private final SharedIndexInformer<SwarmTask> tasks;
  private ProgressScreen screen = new ProgressScreen(Terminal.width());
  private boolean news = true;

  Follower(KubernetesClient client, SwarmService service, Audience audience) {
    this.name = service.getMetadata().getName();
    this.uid = service.getMetadata().getUid();
    this.out = audience.out();
    this.note = audience.note();
    this.clock = audience.clock();
    services = client.resources(SwarmService.class).withName(name).inform(handler());
    tasks =
        client.resources(SwarmTask.class).withLabels(Cluster.selector(service)).inform(handler());
  }

  /** Waits, and shows each line that the following has to show. */
  Convergence.End follow(Convergence convergence) {
    try {
      for (; ; ) {
        // another of the same name is not the one that was changed
        Optional<SwarmService> service =
            services.getStore().list().stream()
                .filter(s -> uid.equals(s.getMetadata().getUid()))
                .findFirst();
        if (service.isEmpty()) {
          return new Convergence.End.Failed("service " + name + " was removed");
        }
        Convergence.Report report =
            convergence.look(
                new Sight(service.get(), List.copyOf(tasks.getStore().list()), clock.instant()));
        report.lines().forEach(line -> out.print(screen.show(line)));
        out.flush();
        report.hint().ifPresent(this::tell);
        if (report.end().isPresent()) {
          return report.end().get();
        }
        await(report.lookAt());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted while waiting for service " + name, e);
    }
  }

  /** A line in between: what stands above it can't be written over any more. */
  private void tell(String hint) {
    note.accept(hint);
    screen = new ProgressScreen(Terminal.width());
  }

  private void await(Optional<Instant> lookAt) throws InterruptedException {
    Duration longest =
        lookAt.map(at -> Duration.between(clock.instant(), at)).orElse(AT_LEAST_EVERY);
    lock.lock();
    try {
      long left = longest.toNanos();
      while (!news && left > 0) {
        left = changed.awaitNanos(left);
      }
      news = false;
    } finally {
      lock.unlock();
    }
  }

  private <T extends HasMetadata> ResourceEventHandler<T> handler() {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(T object) {
        wake();
      }

      @Override
      public void onUpdate(T old, T object) {
        wake();
      }

      @Override
      public void onDelete(T object, boolean lastStateUnknown) {
        wake();
      }
    };
  }

  private void wake() {
    lock.lock();
    try {
      news = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    services.close();
    tasks.close();
  }
}
