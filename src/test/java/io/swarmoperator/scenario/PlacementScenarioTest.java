package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.conformance.Difference;
import io.swarmoperator.sandbox.Kubectl;
import org.junit.jupiter.api.Test;

/** Tasks that no node takes. */
@ClusterTest
class PlacementScenarioTest {

  @Test
  void aTaskThatFindsNoNodeWaitsAndSaysWhy(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("ping", "template: {image: alpine, resources: {reservations: {cpu: '1000'}}}");
      stage.await1(
          "a pending task with a reason",
          () ->
              Tasks.is(stage.tasks("ping").get(0), "running", "pending")
                  && stage
                      .tasks("ping")
                      .get(0)
                      .getStatus()
                      .getError()
                      .equals("no suitable node (insufficient resources on 3 nodes)"));
      stage.awaitStatus(
          "ping",
          "not ready",
          s -> KilledTaskScenarioTest.condition(stage, "Reconciling").equals("NoSuitableNode"));
    }
  }

  @Test
  void aServiceIsStalledOnceNoNodeTookItsTaskInTime(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "ping",
          "replicas: 1\nprogressDeadline: 2s\ntemplate: {image: alpine, restartPolicy: {delay: 1s}, resources: {reservations: {cpu: '1000'}}}");
      stage.awaitStatus(
          "ping",
          "stalled",
          s -> KilledTaskScenarioTest.condition(stage, "Stalled").equals("NoSuitableNode"));
      long failed = failed(stage);
      stage.await1("two more tries", () -> failed(stage) >= failed + 2);
      assertThat(KilledTaskScenarioTest.condition(stage, "Stalled")).isEqualTo("NoSuitableNode");
      stage.patch(
          "ping", "{\"spec\":{\"template\":{\"resources\":{\"reservations\":{\"cpu\":\"1\"}}}}}");
      stage.awaitSummary("ping", "1/1");
      stage.await1(
          "ready", () -> KilledTaskScenarioTest.condition(stage, "Ready").equals("Converged"));
    }
  }

  private static long failed(Stage stage) {
    return stage.tasks("ping").stream().filter(t -> Tasks.is(t, "shutdown", "failed")).count();
  }

  @Difference("D7")
  @Test
  void theProgressDeadlineEndsAnUpdateThatFindsNoNode(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "ping",
          "replicas: 2\ntemplate: {image: alpine, restartPolicy: {delay: 60s}}\nprogressDeadline: 2s");
      stage.awaitSummary("ping", "2/2");
      stage.patch(
          "ping",
          "{\"spec\":{\"template\":{\"resources\":{\"reservations\":{\"cpu\":\"1000\"}}}}}");
      stage.awaitUpdate("ping", "paused");
      stage.await1(
          "the late task's record",
          () -> stage.slot("ping", 1).stream().anyMatch(t -> Tasks.is(t, "shutdown", "failed")));
      SwarmTask late =
          stage.slot("ping", 1).stream()
              .filter(t -> Tasks.is(t, "shutdown", "failed"))
              .findFirst()
              .orElseThrow();
      assertThat(late.getStatus().getError())
          .startsWith("task: not running within the progress deadline");
      assertThat(stage.slot("ping", 2)).hasSize(1);
    }
  }
}
