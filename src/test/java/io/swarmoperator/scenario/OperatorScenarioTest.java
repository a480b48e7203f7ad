package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.Kubectl;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The operator as a process: beside another one, at its stop, when it has no work. */
@ClusterTest
class OperatorScenarioTest {
  private static final String TWO =
      "replicas: 2\ntemplate: {image: 'app:a', restartPolicy: {delay: 1s}}\nupdateConfig: {monitor: 100ms}";

  @Test
  void twoOperatorsAtOnceMakeOnePodForEachSlot(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl);
        TestOperator other = TestOperator.in(client).started()) {
      stage.service("ping", TWO);
      stage.awaitSummary("ping", "2/2");
      stage.image("ping", "app:b");
      stage.awaitUpdate("ping", "completed");
      stage.scale("ping", 4);
      stage.awaitSummary("ping", "4/4");
      stage.scale("ping", 3);
      stage.await1("slot 4 gone", () -> stage.slot("ping", 4).isEmpty());
      other.stop();
      stage.awaitSummary("ping", "3/3");
      stage.await1("three pods", () -> stage.pods("ping").size() == 3);
      for (int slot = 1; slot <= 2; slot++) {
        assertThat(Tasks.rows(stage.slot("ping", slot)))
            .containsExactly(slot + " running/running app:b", slot + " shutdown/shutdown app:a");
      }
      assertThat(stage.slot("ping", 3)).hasSize(1);
    }
  }

  @Test
  void whatIsStillToBeRecordedIsWrittenAtTheStop(KubernetesClient client, Kubectl kubectl) {
    TestOperator operator = TestOperator.with(client, o -> o.listening(0)).started();
    try (Stage stage = new Stage(client, kubectl, operator)) {
      stage.service(
          "ping",
          "replicas: 20\ntemplate: {image: alpine, annotations: {sim.swarmoperator.io/start-after: 60s}}");
      AtomicReference<Double> waiting = new AtomicReference<>(0.0);
      stage.await1(
          "records that wait",
          () -> {
            waiting.set(metric(operator, "swarmoperator_records_waiting"));
            return waiting.get() > 0;
          });
      operator.stop();
      assertThat((double) stage.tasks("ping").size()).isGreaterThanOrEqualTo(waiting.get());
    }
  }

  @Test
  void healthReadinessAndMetricsAnswer(KubernetesClient client, Kubectl kubectl)
      throws IOException, InterruptedException {
    TestOperator operator = TestOperator.with(client, o -> o.listening(0)).started();
    try (Stage stage = new Stage(client, kubectl, operator)) {
      stage.service("ping", TWO);
      stage.awaitSummary("ping", "2/2");
      assertThat(get(operator, "/healthz").statusCode()).isEqualTo(200);
      stage.await1("ready", () -> get(operator, "/readyz").statusCode() == 200);
      assertThat(get(operator, "/metrics").body())
          .contains(
              "swarmoperator_reconcile_seconds_count",
              "swarmoperator_tasks{",
              "swarmoperator_writes_total{");
    }
  }

  @Test
  void aServiceThatHasConvergedCostsNoWrite(KubernetesClient client, Kubectl kubectl) {
    LastWrite gate = new LastWrite();
    TestOperator operator = TestOperator.with(client, o -> o.behind(gate).listening(0)).started();
    try (Stage stage = new Stage(client, kubectl, operator)) {
      stage.service("ping", TWO);
      stage.awaitSummary("ping", "2/2");
      stage.image("ping", "app:b");
      stage.awaitUpdate("ping", "completed");
      stage.awaitSummary("ping", "2/2");
      stage.await1("no record waits", () -> metric(operator, "swarmoperator_records_waiting") == 0);
      reconcile(stage, operator, 0);
      int written = gate.written();
      for (int i = 1; i <= 3; i++) {
        reconcile(stage, operator, i);
      }
      assertThat(gate.written()).isEqualTo(written);
    }
  }

  /** Provokes a reconcile and waits for it. */
  private static void reconcile(Stage stage, TestOperator operator, int number) {
    double before = metric(operator, "swarmoperator_reconcile_seconds_count");
    stage.kubectl("annotate", "--overwrite", "swsvc", "ping", "note=" + number);
    stage.kubectl(
        "label",
        "--overwrite",
        "pod",
        stage.pods("ping").get(0).getMetadata().getName(),
        "note=" + number);
    stage.await1(
        "a reconcile", () -> metric(operator, "swarmoperator_reconcile_seconds_count") > before);
  }

  @Test
  void theScaleSubresourceTellsReplicasAndSelector(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("ping", TWO);
      stage.scale("ping", 3);
      stage.awaitSummary("ping", "3/3");
      String scale =
          stage.kubectl(
              "get",
              "--raw",
              "/apis/swarmoperator.io/v1alpha1/namespaces/"
                  + client.getNamespace()
                  + "/swarmservices/ping/scale");
      assertThat(scale)
          .contains("\"spec\":{\"replicas\":3}")
          .contains("\"status\":{\"replicas\":3,\"selector\":\"swarmoperator.io/service=ping\"}");
      Set<String> selected =
          client.pods().withLabel("swarmoperator.io/service=ping").list().getItems().stream()
              .map(p -> p.getMetadata().getName())
              .collect(Collectors.toSet());
      assertThat(selected).hasSize(3);
    }
  }

  private static double metric(TestOperator operator, String name) {
    try {
      return Arrays.stream(get(operator, "/metrics").body().split("\n"))
          .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpResponse<String> get(TestOperator operator, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://localhost:" + operator.httpPort() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
