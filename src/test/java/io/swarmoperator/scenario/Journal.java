package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.swarmoperator.api.SwarmTask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What becomes of the pods and the tasks' records of a service, each change once, with the time at
 * which a watcher sees it.
 */
final class Journal implements AutoCloseable {
  /** How far a task has come when its record is first written is a matter of chance. */
  private static final String UNDER_WAY = "";

  private final String service;
  private final List<Entry> entries = new CopyOnWriteArrayList<>();
  private final List<Watch> watches;

  /** A change of an object, which is called by kind, slot or node, and attempt: {@code pod 1#1}. */
  record Entry(Instant at, String name, String object, String change) {}

  Journal(KubernetesClient client, String service) {
    this.service = service;
    this.watches =
        List.of(
            client
                .pods()
                .withLabel("swarmoperator.io/service", service)
                .watch(watcher("pod", Journal::state)),
            client
                .resources(SwarmTask.class)
                .withLabel("swarmoperator.io/service", service)
                .watch(watcher("task", Journal::state)));
  }

  private static String state(Pod pod) {
    boolean waits = pod.getSpec().getNodeName() == null;
    if (waits && pod.getMetadata().getDeletionTimestamp() != null) {
      return UNDER_WAY; // nothing has to stop: it is gone at once
    }
    return pod.getMetadata().getDeletionTimestamp() != null
        ? "told to stop"
        : pod.getStatus().getPhase().toLowerCase(Locale.ROOT);
  }

  private static String state(SwarmTask task) {
    String state = Tasks.word(task.getStatus().getState());
    boolean unplaced = state.equals("pending") && !task.getStatus().getError().isEmpty();
    return switch (state) {
      case "pending" -> unplaced ? "pending: " + task.getStatus().getError() : UNDER_WAY;
      case "new", "assigned", "preparing", "ready", "starting" -> UNDER_WAY;
      default -> state;
    };
  }

  private <T extends HasMetadata> Watcher<T> watcher(String kind, Function<T, String> state) {
    return new Watcher<>() {
      @Override
      public void eventReceived(Action action, T object) {
        String change = action == Action.DELETED ? "gone" : state.apply(object);
        add(object.getMetadata().getName(), kind + " " + called(object), change);
      }

      @Override
      public void onClose(WatcherException cause) {}
    };
  }

  private String called(HasMetadata object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    String rest = object.getMetadata().getName().substring(service.length() + 1);
    return rest.substring(0, rest.indexOf('.')) + "#" + labels.get("swarmoperator.io/attempt");
  }

  private void add(String name, String object, String change) {
    boolean known =
        entries.stream()
            .filter(e -> e.name().equals(name) && e.object().equals(object))
            .reduce((first, second) -> second)
            .filter(e -> e.change().equals(change))
            .isPresent();
    if (!known && !change.equals(UNDER_WAY)) {
      entries.add(new Entry(Instant.now(), name, object, change));
    }
  }

  /** What has become of each object so far, a line for each. */
  String lines() {
    return lines(entries);
  }

  /** What has become of some pods, of which others may have the same slot and attempt. */
  String ofPods(Set<String> names) {
    return lines(
        entries.stream()
            .filter(e -> e.object().startsWith("pod ") && names.contains(e.name()))
            .toList());
  }

  private static String lines(List<Entry> entries) {
    return entries.stream()
        .collect(
            Collectors.groupingBy(
                Entry::object,
                TreeMap::new,
                Collectors.mapping(Entry::change, Collectors.joining(", "))))
        .entrySet()
        .stream()
        .map(e -> e.getKey() + ": " + e.getValue() + "\n")
        .collect(Collectors.joining());
  }

  /** Waits until each object has come to be what the lines say, and no other is there. */
  void await1(String lines) {
    await()
        .atMost(Stage.LIMIT)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(lines()).isEqualTo(lines));
  }

  Instant at(String object, String change) {
    return entries.stream()
        .filter(e -> e.object().equals(object) && e.change().equals(change))
        .map(Entry::at)
        .findFirst()
        .orElseThrow(() -> new AssertionError(object + " was never " + change + "\n" + lines()));
  }

  /** How long it took from one change to another. */
  Duration between(String object, String change, String laterObject, String laterChange) {
    return Duration.between(at(object, change), at(laterObject, laterChange));
  }

  @Override
  public void close() {
    watches.forEach(Watch::close);
  }
}
