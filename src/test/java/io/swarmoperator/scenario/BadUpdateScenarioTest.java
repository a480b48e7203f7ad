package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.api.UpdateStatus;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.Kubectl;
import java.util.List;
import org.junit.jupiter.api.Test;

/** F8: updates that fail. */
@ClusterTest
class BadUpdateScenarioTest {
  private static final String BAD =
      "{\"spec\":{\"template\":{\"image\":\"app:bad\",\"annotations\":{\"sim.swarmoperator.io/exit-after\":\"0s\",\"sim.swarmoperator.io/exit-code\":\"1\"}}}}";

  @Test
  void pauseBeginsNoFurtherSlotAndANewSpecGoesOn(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = started(client, kubectl, "pause")) {
      stage.patch("ping", BAD);
      stage.awaitUpdate("ping", "paused");
      stage.await1(
          "the failed task's record",
          () -> stage.tasks("ping").stream().anyMatch(t -> Tasks.is(t, "shutdown", "failed")));
      SwarmTask culprit = firstFailed(stage);
      assertThat(stage.update("ping").orElseThrow().getMessage())
          .isEqualTo("update paused due to failure or early termination of task " + id(culprit));
      assertThat(KilledTaskScenarioTest.condition(stage, "Stalled")).isEqualTo("UpdatePaused");
      assertThat(stage.slot("ping", 3)).hasSize(1);
      assertThat(stage.slot("ping", 4)).hasSize(1);

      stage.patch(
          "ping", "{\"spec\":{\"template\":{\"image\":\"app:good\",\"annotations\":null}}}");
      stage.awaitUpdate("ping", "completed");
      stage.awaitSummary("ping", "4/4");
      assertThat(stage.running("ping")).allMatch(t -> t.getSpec().getImage().equals("app:good"));
    }
  }

  @Test
  void resumeGoesOnWithAPausedUpdate(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = started(client, kubectl, "pause")) {
      stage.patch("ping", BAD);
      stage.awaitUpdate("ping", "paused");
      long rollout = stage.update("ping").orElseThrow().getRollout();
      stage.request("ping", "resume=true");
      stage.awaitStatus(
          "ping", "another run", s -> s.getStatus().getUpdate().getRollout() > rollout);
      stage.awaitUpdate("ping", "paused");
      assertThat(stage.get("ping").getMetadata().getAnnotations())
          .doesNotContainKey("swarmoperator.io/resume");
    }
  }

  @Test
  void continueGoesThroughAllSlotsAndCounts(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = started(client, kubectl, "continue")) {
      stage.patch("ping", BAD);
      stage.awaitUpdate("ping", "completed");
      UpdateStatus update = stage.update("ping").orElseThrow();
      assertThat(update.getFailures()).isEqualTo(4);
      assertThat(update.getMessage()).isEqualTo("update completed");
    }
  }

  @Test
  void rollbackReturnsAllSlotsAndHoldsTheSpecBack(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = started(client, kubectl, "rollback")) {
      stage.patch("ping", BAD);
      stage.awaitUpdate("ping", "rollback_completed");
      stage.awaitSummary("ping", "4/4");
      assertThat(stage.running("ping")).allMatch(t -> t.getSpec().getImage().equals("app:a"));
      assertThat(stage.get("ping").getSpec().getTemplate().getImage()).isEqualTo("app:bad");
      assertThat(stage.get("ping").getStatus().getHold().getRevision()).isEqualTo(1);
      assertThat(stage.get("ping").getStatus().getHold().getInsteadOf()).isEqualTo(2);
      assertThat(KilledTaskScenarioTest.condition(stage, "Stalled")).isEqualTo("RolledBack");

      stage.patch("ping", "{\"spec\":{\"template\":{\"image\":\"app:c\",\"annotations\":null}}}");
      stage.awaitStatus("ping", "no hold", s -> s.getStatus().getHold() == null);
      stage.awaitUpdate("ping", "completed");
      assertThat(stage.running("ping")).allMatch(t -> t.getSpec().getImage().equals("app:c"));
    }
  }

  @Test
  void anImageThatCannotBePulledIsRejected(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = started(client, kubectl, "pause")) {
      stage.patch(
          "ping",
          "{\"spec\":{\"template\":{\"image\":\"app:none\",\"annotations\":{\"sim.swarmoperator.io/pull-error\":\"no such image\"}}}}");
      stage.awaitUpdate("ping", "paused");
      stage.await1(
          "the rejected task's record",
          () -> stage.slot("ping", 1).stream().anyMatch(t -> Tasks.is(t, "shutdown", "rejected")));
      List<SwarmTask> slot = stage.slot("ping", 1);
      assertThat(slot).as(stage.dump("ping")).anyMatch(t -> Tasks.is(t, "shutdown", "rejected"));
      SwarmTask rejected =
          slot.stream()
              .filter(t -> Tasks.is(t, "shutdown", "rejected"))
              .reduce((a, b) -> b)
              .orElseThrow();
      assertThat(rejected.getStatus().getError()).contains("no such image");
      stage.await1(
          "its pod deleted",
          () -> client.pods().withName(rejected.getMetadata().getName()).get() == null);
      assertThat(stage.slot("ping", 2)).hasSize(1);
    }
  }

  private static Stage started(KubernetesClient client, Kubectl kubectl, String action) {
    Stage stage = new Stage(client, kubectl);
    stage.service(
        "ping",
        "replicas: 4\ntemplate: {image: 'app:a', restartPolicy: {delay: 1s}}\nupdateConfig: {delay: 500ms, monitor: 2s, failureAction: "
            + action
            + "}\nrollbackConfig: {monitor: 1s}");
    stage.awaitSummary("ping", "4/4");
    return stage;
  }

  private static SwarmTask firstFailed(Stage stage) {
    return stage.tasks("ping").stream()
        .filter(t -> Tasks.is(t, "shutdown", "failed"))
        .min(java.util.Comparator.comparing(Tasks::finishedAt))
        .orElseThrow();
  }

  private static String id(SwarmTask task) {
    String name = task.getMetadata().getName();
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
