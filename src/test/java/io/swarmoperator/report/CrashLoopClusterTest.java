package io.swarmoperator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.swarmoperator.act.ApiWrites;
import io.swarmoperator.act.WriteGate;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.decide.NoticeReason;
import io.swarmoperator.measure.Metric;
import io.swarmoperator.observe.TestTasks;
import io.swarmoperator.observe.TickingClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an hour of a crash loop leaves in the cluster: a task that fails every five seconds. */
@ClusterTest
class CrashLoopClusterTest {
  private static final int FAILURES = 720;

  private final TickingClock clock = new TickingClock();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  @Test
  void anHourMakesABoundedNumberOfEventsAndOfWrites(KubernetesClient client) {
    EventRecorder recorder =
        new EventRecorder(new ApiWrites(client, WriteGate.OPEN, metrics), metrics, clock);
    SwarmService service = TestTasks.service();
    service.getMetadata().setNamespace(client.getNamespace());
    for (int i = 0; i < FAILURES; i++) {
      String task = "ping.1." + i;
      recorder.tell(service, List.of(NoticeReason.TASK_FAILED.says(task, ": exit (1)")));
      clock.pass(Duration.ofSeconds(5));
    }
    recorder.tell(service, List.of(NoticeReason.UPDATE_PAUSED.says("x")));
    // they are written in their order
    await("the last one")
        .atMost(Duration.ofSeconds(60))
        .until(() -> events(client).stream().anyMatch(e -> e.getReason().equals("UpdatePaused")));
    recorder.close();

    List<Event> events = events(client);
    assertThat(events)
        .extracting(Event::getReason)
        .filteredOn("TaskFailed"::equals)
        .as("twenty of their own and one for the rest")
        .hasSize(21);
    assertThat(events).extracting(Event::getReason).contains("UpdatePaused");
    Event rest =
        events.stream()
            .filter(e -> e.getMessage().startsWith(EventRecorder.TOGETHER))
            .findFirst()
            .orElseThrow();
    assertThat(rest.getCount()).isBetween(600, FAILURES - 20);
    assertThat(rest.getMessage()).endsWith("failed: exit (1)").doesNotContain("ping.1.20 ");
    assertThat(Metric.WRITES.counter(metrics, "create", "event").count()).isLessThanOrEqualTo(40);
    assertThat(Metric.WRITES.counter(metrics, "patch", "event").count()).isBetween(5.0, 12.0);
    assertThat(Metric.EVENTS_SUPPRESSED.counter(metrics).count()).isEqualTo(FAILURES - 20 - 12);
  }

  private static List<Event> events(KubernetesClient client) {
    return client.v1().events().list().getItems();
  }
}
