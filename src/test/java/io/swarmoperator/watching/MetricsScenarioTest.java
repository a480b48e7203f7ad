package io.swarmoperator.watching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.cluster.FailsNodes;
import io.swarmoperator.measure.Label;
import io.swarmoperator.measure.Metric;
import io.swarmoperator.sandbox.FailableNodes;
import io.swarmoperator.sandbox.Kubectl;
import io.swarmoperator.scenario.Stage;
import io.swarmoperator.scenario.TestOperator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What an operator exposes after updates that end in each way, failures, and the loss of a node:
 * the metrics of the reference and no others, and all that alerts and dashboard read.
 */
@ClusterTest
@FailsNodes
class MetricsScenarioTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String BAD =
      "{\"spec\":{\"template\":{\"image\":\"app:bad\",\"annotations\":{\"sim.swarmoperator.io/exit-after\":\"0s\",\"sim.swarmoperator.io/exit-code\":\"1\"}}}}";

  @Test
  void whatIsExposedIsWhatIsDocumentedAndRead(
      KubernetesClient client, Kubectl kubectl, FailableNodes nodes) {
    try (TestOperator operator = TestOperator.with(client, o -> o.listening(0)).started();
        Stage stage = new Stage(client, kubectl, operator)) {
      service(stage, "good", "continue");
      service(stage, "pausing", "pause");
      service(stage, "returning", "rollback");
      stage.image("good", "app:b");
      stage.awaitUpdate("good", "completed");
      stage.patch("pausing", BAD);
      stage.awaitUpdate("pausing", "paused");
      stage.patch("returning", BAD);
      stage.awaitUpdate("returning", "rollback_completed");
      nodes.stopNode("n2");
      await("a replacement")
          .atMost(PATIENCE)
          .until(() -> of(operator, "swarmoperator_node_replacement_seconds_count", Map.of()) > 0);
      nodes.startNode("n2");
      await("the figures of the last rollout")
          .atMost(PATIENCE)
          .until(() -> of(operator, "swarmoperator_services", Map.of("state", "stalled")) == 2);

      Exposition exposed = Exposition.at(operator.httpPort());
      everythingIsInTheList(exposed);
      everythingThatHappenedIsCounted(exposed);
      everythingThatIsReadIsThere(exposed);
    }
  }

  private static double of(TestOperator operator, String name, Map<String, String> labels) {
    return Exposition.at(operator.httpPort()).value(name, labels);
  }

  private static void service(Stage stage, String name, String action) {
    stage.service(
        name,
        "replicas: 3\ntemplate: {image: 'app:a', restartPolicy: {delay: 1s}}\nupdateConfig: {monitor: 1s, failureAction: "
            + action
            + "}\nrollbackConfig: {monitor: 1s}");
    stage.awaitSummary(name, "3/3");
  }

  /** Names, types, labels and their values. */
  private static void everythingIsInTheList(Exposition exposed) {
    Map<String, String> listed = new TreeMap<>();
    for (Metric metric : Metric.values()) {
      switch (metric.kind()) {
        case GAUGE -> listed.put(metric.exposed(), "gauge");
        case COUNTER -> listed.put(metric.exposed(), "counter");
        case TIMER -> {
          listed.put(metric.exposed(), "histogram");
          listed.put(metric.exposed() + "_max", "gauge");
        }
      }
    }
    assertThat(new TreeMap<>(exposed.types())).isEqualTo(listed);
    for (Metric metric : Metric.values()) {
      List<Exposition.Sample> series = new ArrayList<>();
      Stream.of("", "_count", "_sum", "_max", "_bucket")
          .forEach(part -> series.addAll(exposed.named(metric.exposed() + part)));
      assertThat(series).as(metric.exposed()).isNotEmpty().allSatisfy(s -> fits(metric, s));
    }
  }

  private static void fits(Metric metric, Exposition.Sample sample) {
    Set<String> names = new LinkedHashSet<>(sample.labels().keySet());
    names.remove("le");
    assertThat(names)
        .containsExactlyInAnyOrderElementsOf(metric.labels().stream().map(Label::name).toList());
    for (Label label : metric.labels()) {
      assertThat(label.values()).contains(sample.labels().get(label.name()));
    }
  }

  private static void everythingThatHappenedIsCounted(Exposition exposed) {
    String rollouts = "swarmoperator_rollouts_total";
    assertThat(rollouts(exposed, "update", "started")).isEqualTo(3);
    assertThat(rollouts(exposed, "update", "completed")).isEqualTo(1);
    assertThat(rollouts(exposed, "update", "paused")).isEqualTo(1);
    assertThat(rollouts(exposed, "update", "rolled_back")).isEqualTo(1);
    assertThat(rollouts(exposed, "rollback", "started")).isEqualTo(1);
    assertThat(rollouts(exposed, "rollback", "completed")).isEqualTo(1);
    assertThat(exposed.value(rollouts, Map.of("event", "superseded"))).isZero();
    assertThat(exposed.value("swarmoperator_rollout_duration_seconds_count", Map.of()))
        .isEqualTo(4);
    assertThat(exposed.value("swarmoperator_services", Map.of())).isEqualTo(3);
    assertThat(exposed.value("swarmoperator_services_stalled", Map.of("reason", "UpdatePaused")))
        .isEqualTo(1);
    assertThat(exposed.value("swarmoperator_services_stalled", Map.of("reason", "RolledBack")))
        .isEqualTo(1);
    assertThat(exposed.value("swarmoperator_services_in_rollout", Map.of("state", "paused")))
        .isEqualTo(1);
    assertThat(exposed.value("swarmoperator_task_failures_total", Map.of("reason", "Exit")))
        .isGreaterThanOrEqualTo(2);
    assertThat(exposed.value("swarmoperator_task_creations_total", Map.of("reason", "ScaledUp")))
        .isEqualTo(9);
    assertThat(exposed.value("swarmoperator_task_creations_total", Map.of("reason", "NodeDown")))
        .isPositive();
    assertThat(exposed.value("swarmoperator_node_replacement_seconds_sum", Map.of())).isPositive();
    assertThat(exposed.value("swarmoperator_tasks", Map.of("state", "running"))).isPositive();
    assertThat(exposed.value("swarmoperator_reconcile_seconds_count", Map.of("result", "success")))
        .isPositive();
    assertThat(exposed.value("swarmoperator_writes_total", Map.of("verb", "create", "kind", "pod")))
        .isGreaterThanOrEqualTo(9);
    assertThat(exposed.value("swarmoperator_notices_total", Map.of("reason", "UpdateCompleted")))
        .isEqualTo(1);
    assertThat(exposed.value("swarmoperator_leading", Map.of())).isEqualTo(1);
    assertThat(exposed.value("swarmoperator_ready", Map.of())).isEqualTo(1);
  }

  private static double rollouts(Exposition exposed, String kind, String event) {
    return exposed.value("swarmoperator_rollouts_total", Map.of("kind", kind, "event", event));
  }

  private static void everythingThatIsReadIsThere(Exposition exposed) {
    List<JsonNode> alerts = WatchedFiles.alerts();
    assertThat(alerts).isNotEmpty();
    for (JsonNode alert : alerts) {
      Query query = Query.of(alert.path("expr").asText());
      String name = alert.path("alert").asText();
      assertThat(query.missingIn(exposed)).as(name).isEmpty();
      for (JsonNode text : alert.path("annotations")) {
        assertThat(query.unknownIn(text.asText(), exposed)).as(name).isEmpty();
      }
    }
    List<WatchedFiles.Line> lines = WatchedFiles.lines();
    assertThat(lines).hasSizeGreaterThan(10).anyMatch(line -> line.legend().contains("{{"));
    for (WatchedFiles.Line line : lines) {
      Query query = Query.of(line.query());
      assertThat(query.missingIn(exposed)).as(line.query()).isEmpty();
      assertThat(query.unknownIn(line.legend(), exposed)).as(line.query()).isEmpty();
    }
    assertThat(WatchedFiles.variables())
        .isNotEmpty()
        .allSatisfy(query -> assertThat(Query.of(query).missingIn(exposed)).isEmpty());
    String misspelt = alerts.get(0).path("expr").asText().replace("leading", "leadin");
    assertThat(Query.of(misspelt).missingIn(exposed)).contains("no metric swarmoperator_leadin");
  }
}
