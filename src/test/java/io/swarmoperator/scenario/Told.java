package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All that the services of a namespace tell by Events, in the order in which it was written: the
 * times of Events are whole seconds and order nothing, and the operator writes them one after the
 * other.
 */
final class Told implements AutoCloseable {
  /** A task's id: the inverted attempt, then a hash. */
  private static final Pattern ID = Pattern.compile("\\b([0-9a-z]{5})[0-9a-z]{20}\\b");

  private static final int HIGHEST_ATTEMPT = Integer.parseInt("zzzzz", 36);
  private static final String LAST = "last";

  private final KubernetesClient client;
  private final List<Event> arrived = new CopyOnWriteArrayList<>();
  private final Watch watch;

  Told(KubernetesClient client) {
    this.client = client;
    watch = client.v1().events().watch(listener());
  }

  private Watcher<Event> listener() {
    return new Watcher<>() {
      @Override
      public void eventReceived(Action action, Event event) {
        arrived.add(event);
      }

      @Override
      public void onClose(WatcherException cause) {}
    };
  }

  /**
   * {@code [warning ]reason: message}, a line for each time that something was told, with the
   * number of a task's attempt in place of its id. What {@link #repeated} tells stands once.
   */
  List<String> lines() {
    List<String> lines =
        arrived.stream()
            .filter(e -> "SwarmService".equals(e.getInvolvedObject().getKind()))
            .map(Told::line)
            .toList();
    return java.util.stream.IntStream.range(0, lines.size())
        .filter(i -> !repeated(lines.get(i)) || lines.indexOf(lines.get(i)) == i)
        .mapToObj(lines::get)
        .toList();
  }

  /** Told again by every decision that still finds tasks on the node, however many those are. */
  private static boolean repeated(String line) {
    return line.startsWith("NodeDrained");
  }

  /** Waits until something was told. */
  void await1(String line) {
    await(line).atMost(Stage.LIMIT).untilAsserted(() -> assertThat(lines()).contains(line));
  }

  /** The lines once the operator has told all that it had to tell. */
  List<String> whenStopped(TestOperator operator) {
    operator.stop();
    Event last =
        new EventBuilder()
            .withNewMetadata()
            .withName(LAST)
            .endMetadata()
            .withNewInvolvedObject()
            .withNamespace(client.getNamespace())
            .endInvolvedObject()
            .build();
    client.resource(last).create();
    await("what was told before")
        .atMost(Stage.LIMIT)
        .until(() -> arrived.stream().anyMatch(e -> LAST.equals(e.getMetadata().getName())));
    return lines();
  }

  private static String line(Event event) {
    String told = event.getReason() + ": " + event.getMessage();
    String text =
        ID.matcher(told).replaceAll(id -> Matcher.quoteReplacement("#" + attempt(id.group(1))));
    return "Warning".equals(event.getType()) ? "warning " + text : text;
  }

  private static int attempt(String inverted) {
    return HIGHEST_ATTEMPT - Integer.parseInt(inverted, 36);
  }

  @Override
  public void close() {
    watch.close();
  }
}
