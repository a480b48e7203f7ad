package io.swarmoperator.scenario;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.HashSet;
import java.util.Set;

/**
 * How many pods of a namespace are healthy as a disruption budget counts them, after each of their
 * changes: those that are ready and weren't told to go.
 */
final class HealthyPods implements AutoCloseable {
  private final int expected;
  private final Set<String> healthy = new HashSet<>();
  private final Watch watch;
  private boolean complete;
  private int least = Integer.MAX_VALUE;

  /** Counts from when there are as many as expected. */
  HealthyPods(KubernetesClient client, int expected) {
    this.expected = expected;
    watch = client.pods().watch(listener());
  }

  private Watcher<Pod> listener() {
    return new Watcher<>() {
      @Override
      public void eventReceived(Action action, Pod pod) {
        changed(pod, action != Action.DELETED && isHealthy(pod));
      }

      @Override
      public void onClose(WatcherException cause) {}
    };
  }

  private synchronized void changed(Pod pod, boolean now) {
    String name = pod.getMetadata().getName();
    boolean unused = now ? healthy.add(name) : healthy.remove(name);
    complete |= healthy.size() == expected;
    if (complete) {
      least = Math.min(least, healthy.size());
    }
  }

  private static boolean isHealthy(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() == null
        && pod.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  /** The fewest there ever were. */
  synchronized int least() {
    return least;
  }

  @Override
  public void close() {
    watch.close();
  }
}
