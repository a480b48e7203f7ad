package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.Kubectl;
import java.util.List;
import org.junit.jupiter.api.Test;

/** F7: with start-first the new task of a slot runs before the old one is stopped. */
@ClusterTest
class StartFirstScenarioTest {

  @Test
  void neverFewerThanWanted(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "ping",
          "replicas: 3\ntemplate: {image: 'app:a'}\nupdateConfig: {order: start-first, delay: 1s, monitor: 1s}");
      stage.awaitSummary("ping", "3/3");
      stage.image("ping", "app:b");
      stage.awaitUpdate("ping", "completed");
      for (int slot = 1; slot <= 3; slot++) {
        List<SwarmTask> tasks = stage.slot("ping", slot);
        assertThat(Tasks.rows(tasks))
            .containsExactly(slot + " running/running app:b", slot + " shutdown/shutdown app:a");
        assertThat(Tasks.finishedAt(tasks.get(1))).isAfterOrEqualTo(Tasks.runningAt(tasks.get(0)));
      }
      stage.awaitSummary("ping", "3/3");
    }
  }
}
