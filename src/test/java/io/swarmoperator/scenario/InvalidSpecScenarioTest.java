package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.api.ServiceCondition;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.Kubectl;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A spec that only the operator sees to be wrong. */
@ClusterTest
class InvalidSpecScenarioTest {

  @Test
  void whatRunsGoesOnAndIsWhatUnsupportedSpeaksOf(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "ping", "replicas: 2\ntemplate: {image: 'app:a', ulimits: [{name: nofile, soft: 5}]}");
      stage.awaitSummary("ping", "2/2");

      stage.patch(
          "ping",
          "{\"spec\":{\"template\":{\"image\":\"app:b\",\"hostname\":\"{{.Nobody}}\","
              + "\"ulimits\":[],\"resources\":{\"limits\":{\"pids\":5}}}}}");
      stage.awaitStatus(
          "ping", "InvalidSpec", service -> message(service, "Stalled").contains(".Nobody"));
      assertThat(message(stage.get("ping"), "Unsupported"))
          .contains("spec.template.ulimits")
          .doesNotContain("pids");
      assertThat(Tasks.rows(stage.tasks("ping")))
          .containsExactly("1 running/running app:a", "2 running/running app:a");

      stage.patch("ping", "{\"spec\":{\"template\":{\"hostname\":\"\"}}}");
      stage.awaitUpdate("ping", "completed");
      stage.awaitStatus(
          "ping", "the new spec", service -> message(service, "Unsupported").contains("pids"));
      assertThat(message(stage.get("ping"), "Unsupported")).doesNotContain("ulimits");
    }
  }

  /** What a condition that is true says. */
  private static String message(SwarmService service, String type) {
    Optional<ServiceCondition> found =
        service.getStatus().getConditions().stream()
            .filter(c -> c.getType().equals(type) && c.getStatus().equals("True"))
            .findFirst();
    return found.map(ServiceCondition::getMessage).orElse("");
  }
}
