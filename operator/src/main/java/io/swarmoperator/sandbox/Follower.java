package io.swarmoperator.sandbox;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Follows the services and tasks of a cluster: prints their changes, and waits for what is to come
 * of one service in the sandbox's namespace. It never writes.
 */
final class Follower implements AutoCloseable {

  /** What of the changes is printed. */
  enum Show {
    SERVICES,
    EVERYTHING
  }

  private final ChangeLines lines = new ChangeLines(Clock.system(ZoneId.systemDefault()));
  private final Consumer<String> print;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final SharedIndexInformer<SwarmService> services;
  private final SharedIndexInformer<SwarmTask> tasks;
  private volatile Show show = Show.SERVICES;

  /** Follows from now on; each line goes to {@code print}. */
  Follower(KubernetesClient client, Consumer<String> print) {
    this.print = print;
    services =
        client
            .resources(SwarmService.class)
            .inAnyNamespace()
            .inform(handler(s -> lines.seen(Rows.of(s)), s -> lines.serviceGone(Rows.name(s))));
    tasks =
        client
            .resources(SwarmTask.class)
            .inAnyNamespace()
            .inform(handler(this::taskLine, t -> lines.taskGone(Rows.name(t))));
  }

  void show(Show what) {
    show = what;
  }

  /** The service of this name and its tasks. */
  Scene scene(String name) {
    var key = Sandbox.NAMESPACE + "/" + name;
    var mine =
        tasks.getStore().list().stream()
            .filter(task -> Sandbox.NAMESPACE.equals(task.getMetadata().getNamespace()))
            .filter(task -> task.getMetadata().getName().startsWith(name + "."))
            .toList();
    return Scene.of(Optional.ofNullable(services.getStore().getByKey(key)), mine);
  }

  /**
   * Waits until the scene is as it should be.
   *
   * @throws ControlPlaneException when that takes longer than the limit
   */
  Scene await(String name, String what, Duration limit, Predicate<Scene> asItShouldBe) {
    lock.lock();
    try {
      var left = limit.toNanos();
      for (var scene = scene(name); ; scene = scene(name)) {
        if (asItShouldBe.test(scene)) {
          return scene;
        }
        if (left <= 0) {
          throw new ControlPlaneException(
              "Waited " + limit.toSeconds() + " s in vain for: " + what + ".");
        }
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlPlaneException("Interrupted while waiting for: " + what + ".", e);
    } finally {
      lock.unlock();
    }
  }

  private Optional<String> taskLine(SwarmTask task) {
    var line = lines.seen(Rows.of(task, Clock.systemUTC().instant()));
    return show == Show.EVERYTHING ? line : Optional.empty();
  }

  private <T extends HasMetadata> ResourceEventHandler<T> handler(
      Function<T, Optional<String>> seen, Function<T, Optional<String>> gone) {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(T object) {
        report(seen.apply(object));
      }

      @Override
      public void onUpdate(T old, T object) {
        report(seen.apply(object));
      }

      @Override
      public void onDelete(T object, boolean lastStateUnknown) {
        report(gone.apply(object).filter(line -> show == Show.EVERYTHING));
      }
    };
  }

  private void report(Optional<String> line) {
    line.ifPresent(print);
    lock.lock();
    try {
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
