package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.Kubectl;
import org.junit.jupiter.api.Test;

/** Kubernetes' autoscaler on a service, through its scale subresource. */
@ClusterTest
class AutoscalerScenarioTest {

  /** Its bounds act before any metric, of which the test cluster has none (mechanics 2). */
  @Test
  void theAutoscalerBringsAServiceWithinItsBounds(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("ping", "replicas: 1\ntemplate: {image: 'app:a'}");
      stage.awaitSummary("ping", "1/1");
      stage.kubectl("autoscale", "swarmservice", "ping", "--min=3", "--max=5");
      stage.awaitSummary("ping", "3/3");
      assertThat(stage.get("ping").getSpec().getReplicas()).isEqualTo(3);
      stage.await1("what the autoscaler says", () -> able(client));

      stage.scale("ping", 7);
      stage.await1("the upper bound", () -> stage.get("ping").getSpec().getReplicas() == 5);
      stage.awaitSummary("ping", "5/5");
      assertThat(stage.update("ping")).as("a scale is no update").isEmpty();
    }
  }

  private static boolean able(KubernetesClient client) {
    return client
        .autoscaling()
        .v2()
        .horizontalPodAutoscalers()
        .withName("ping")
        .get()
        .getStatus()
        .getConditions()
        .stream()
        .anyMatch(c -> c.getType().equals("AbleToScale") && c.getStatus().equals("True"));
  }
}
