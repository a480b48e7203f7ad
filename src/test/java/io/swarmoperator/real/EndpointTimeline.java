package io.swarmoperator.real;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Clock;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;

/** When pods changed and when their endpoints did: why a request met nobody. */
final class EndpointTimeline implements AutoCloseable {
  private final Queue<String> seen = new ConcurrentLinkedQueue<>();
  private final Watch pods;
  private final Watch slices;

  EndpointTimeline(KubernetesClient client) {
    pods = client.pods().watch(watcher(EndpointTimeline::line));
    slices = client.discovery().v1().endpointSlices().watch(watcher(EndpointTimeline::line));
  }

  private static String line(Pod pod) {
    String ready =
        pod.getStatus().getConditions().stream()
            .filter(condition -> condition.getType().equals("Ready"))
            .map(PodCondition::getStatus)
            .findFirst()
            .orElse("unknown");
    return "pod %s %s ready=%s goes=%s"
        .formatted(
            pod.getMetadata().getName(),
            pod.getStatus().getPhase(),
            ready,
            pod.getMetadata().getDeletionTimestamp());
  }

  private static String line(EndpointSlice slice) {
    return slice.getEndpoints().stream()
        .map(EndpointTimeline::line)
        .collect(Collectors.joining(", ", "slice " + slice.getMetadata().getName() + " [", "]"));
  }

  private static String line(Endpoint endpoint) {
    EndpointConditions conditions = endpoint.getConditions();
    return "%s ready=%s serving=%s"
        .formatted(
            endpoint.getTargetRef().getName(), conditions.getReady(), conditions.getServing());
  }

  private <T> Watcher<T> watcher(Function<T, String> line) {
    return new Watcher<>() {
      @Override
      public void eventReceived(Action action, T object) {
        seen.add("%s %s %s".formatted(Clock.systemUTC().instant(), action, line.apply(object)));
      }

      @Override
      public void onClose(WatcherException cause) {
        seen.add("%s the watch ended: %s".formatted(Clock.systemUTC().instant(), cause));
      }
    };
  }

  /** A line for each change, the oldest first. */
  @Override
  public String toString() {
    return String.join("\n", seen);
  }

  @Override
  public void close() {
    pods.close();
    slices.close();
  }
}
