package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.Kubectl;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the operator as a process logs for machines. */
@ClusterTest
class LogScenarioTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void eachLineIsJsonAndTellsTheServiceThatItIsAbout(KubernetesClient client, Kubectl kubectl)
      throws Exception {
    try (OperatorProcess operator = OperatorProcess.logging(client, "json");
        Stage stage = new Stage(client, kubectl, TestOperator.in(client))) {
      stage.service("ping", "replicas: 2\ntemplate: {image: 'app:a'}\nupdateConfig: {monitor: 1s}");
      stage.awaitSummary("ping", "2/2");
      stage.image("ping", "app:b");
      stage.awaitUpdate("ping", "completed");
      stage.service("pong", "template: {image: 'app:a'}");
      stage.awaitSummary("pong", "1/1");
      operator.terminate();
      assertThat(operator.exitCode()).as(operator::output).isEqualTo(143);

      List<JsonNode> lines = operator.output().lines().map(LogScenarioTest::json).toList();
      assertThat(about(lines, "ping", client.getNamespace()))
          .anyMatch(m -> m.matches("created task ping\\.1\\.\\w{25}: ScaledUp"))
          .anyMatch(m -> m.matches("stopped task ping\\.2\\.\\w{25}"))
          .anyMatch(m -> m.startsWith("RolloutStarted: "))
          .anyMatch(m -> m.startsWith("UpdateCompleted: "))
          .noneMatch(m -> m.contains("pong"));
      assertThat(about(lines, "pong", client.getNamespace()))
          .singleElement()
          .asString()
          .startsWith("created task pong.1.");
      assertThat(lines)
          .filteredOn(line -> line.at("/mdc/service").isMissingNode())
          .extracting(line -> line.at("/formattedMessage").asText())
          .contains("watching services in [" + client.getNamespace() + "]", "stopped")
          .noneMatch(m -> m.contains("ping") || m.contains("pong"));
    }
  }

  /** What is said about a service. */
  private static List<String> about(List<JsonNode> lines, String service, String namespace) {
    return lines.stream()
        .filter(line -> line.at("/mdc/service").asText().equals(service))
        .filter(line -> line.at("/mdc/namespace").asText().equals(namespace))
        .map(line -> line.at("/formattedMessage").asText())
        .toList();
  }

  private static JsonNode json(String line) {
    try {
      JsonNode object = JSON.readTree(line);
      assertThat(object.isObject()).as(line).isTrue();
      assertThat(object.at("/level").asText()).as(line).isNotEmpty();
      assertThat(object.at("/timestamp").asLong()).as(line).isPositive();
      return object;
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + line, e);
    }
  }
}
