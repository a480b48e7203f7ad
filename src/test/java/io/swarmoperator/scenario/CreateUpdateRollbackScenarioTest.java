package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.Kubectl;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** F1: create, update, roll back, roll back again, history. */
@ClusterTest
class CreateUpdateRollbackScenarioTest {
  private static final String PING =
      """
      replicas: 4
      template: {image: "alpine:3.6", args: [ping, docker.com]}
      updateConfig: {delay: 2s, monitor: 1s}
      rollbackConfig: {monitor: 1s}
      """;

  @Test
  void fourTasksRunSpreadOverTheNodes(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("ping", PING);
      stage.awaitSummary("ping", "4/4");

      Tasks.assertSlots(stage.tasks("ping"), 1, 2, 3, 4);
      Map<String, Long> perNode =
          stage.tasks("ping").stream()
              .collect(
                  Collectors.groupingBy(t -> t.getStatus().getNodeName(), Collectors.counting()));
      assertThat(perNode.values()).containsExactlyInAnyOrder(1L, 1L, 2L);
      assertThat(stage.kubectl("get", "swsvc", "ping"))
          .contains("4/4")
          .contains("alpine:3.6")
          .contains("replicated");
    }
  }

  @Test
  void defaultsStandInTheObject(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("ping", "replicas: 4\ntemplate: {image: alpine}\nupdateConfig: {delay: 10s}");
      String format =
          "{.spec.mode} {.spec.replicas} {.spec.updateConfig} {.spec.rollbackConfig} {.spec.template.init} {.spec.endpoint.mode}";
      String shown = stage.kubectl("get", "swsvc", "ping", "-o", "jsonpath=" + format);
      assertThat(shown)
          .startsWith("replicated 4 ")
          .contains(
              "\"delay\":\"10s\"",
              "\"parallelism\":1",
              "\"failureAction\":\"pause\"",
              "\"monitor\":\"5s\"",
              "\"maxFailureRatio\":0")
          .contains("\"order\":\"stop-first\"", "\"delay\":\"0s\"")
          .endsWith("false vip");
    }
  }

  @Test
  void anUpdateWalksSlotBySlotAndRollbacksToggle(KubernetesClient client, Kubectl kubectl) {
    try (Told told = new Told(client);
        Stage stage = new Stage(client, kubectl)) {
      stage.service("ping", PING);
      stage.awaitSummary("ping", "4/4");

      stage.image("ping", "alpine:3.7");
      stage.awaitUpdate("ping", "updating");
      stage.awaitUpdate("ping", "completed");
      for (int slot = 1; slot <= 4; slot++) {
        assertThat(Tasks.rows(stage.slot("ping", slot)))
            .containsExactly(
                slot + " running/running alpine:3.7", slot + " shutdown/shutdown alpine:3.6");
      }
      assertWalk(newest(stage), Duration.ofSeconds(2));

      stage.request("ping", "rollback=previous");
      stage.awaitUpdate("ping", "rollback_started");
      assertThat(stage.update("ping").orElseThrow().getMessage())
          .isEqualTo("manually requested rollback");
      stage.awaitUpdate("ping", "rollback_completed");
      assertThat(Tasks.rows(stage.slot("ping", 1)))
          .containsExactly(
              "1 running/running alpine:3.6",
              "1 shutdown/shutdown alpine:3.7",
              "1 shutdown/shutdown alpine:3.6");
      assertThat(stage.get("ping").getSpec().getTemplate().getImage()).isEqualTo("alpine:3.7");
      assertThat(stage.get("ping").getStatus().getHold()).isNotNull();
      assertThat(stage.get("ping").getMetadata().getAnnotations())
          .doesNotContainKey("swarmoperator.io/rollback");

      stage.request("ping", "rollback=previous");
      stage.awaitStatus("ping", "no hold", s -> s.getStatus().getHold() == null);
      stage.awaitUpdate("ping", "rollback_completed");
      assertThat(Tasks.rows(stage.slot("ping", 1)).get(0))
          .isEqualTo("1 running/running alpine:3.7");

      stage.request("ping", "rollback=9");
      told.await1("warning RequestRefused: rollback refused: service ping has no revision 9");
      assertThat(told.whenStopped(stage.operator()))
          .isEqualTo(
              """
              RolloutStarted: update from revision 1 to 2 of 4 slots: update in progress
              SlotUpdated: slot 1 runs alpine:3.7 (task ping.1.#2)
              SlotUpdated: slot 2 runs alpine:3.7 (task ping.2.#2)
              SlotUpdated: slot 3 runs alpine:3.7 (task ping.3.#2)
              SlotUpdated: slot 4 runs alpine:3.7 (task ping.4.#2)
              UpdateCompleted: update completed: revision 2
              RollbackStarted: rollback from revision 2 to 1 of 4 slots: manually requested rollback
              SlotUpdated: slot 1 runs alpine:3.6 (task ping.1.#3)
              SlotUpdated: slot 2 runs alpine:3.6 (task ping.2.#3)
              SlotUpdated: slot 3 runs alpine:3.6 (task ping.3.#3)
              SlotUpdated: slot 4 runs alpine:3.6 (task ping.4.#3)
              RollbackCompleted: rollback completed: revision 1
              RollbackStarted: rollback from revision 1 to 2 of 4 slots: manually requested rollback
              SlotUpdated: slot 1 runs alpine:3.7 (task ping.1.#4)
              SlotUpdated: slot 2 runs alpine:3.7 (task ping.2.#4)
              SlotUpdated: slot 3 runs alpine:3.7 (task ping.3.#4)
              SlotUpdated: slot 4 runs alpine:3.7 (task ping.4.#4)
              RollbackCompleted: rollback completed: revision 2
              warning RequestRefused: rollback refused: service ping has no revision 9
              """
                  .lines()
                  .toList());
    }
  }

  @Test
  void fiveTasksPerSlotAreKeptAndALowerLimitWaitsForTheNextChange(
      KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "ping", "replicas: 1\ntemplate: {image: 'app:0'}\nupdateConfig: {monitor: 1ms}");
      stage.awaitSummary("ping", "1/1");
      for (int i = 1; i <= 6; i++) {
        stage.image("ping", "app:" + i);
        stage.awaitUpdate("ping", "completed");
      }
      assertThat(stage.slot("ping", 1)).hasSize(5);
      assertThat(stage.slot("ping", 1).get(0).getSpec().getImage()).isEqualTo("app:6");
      assertThat(stage.slot("ping", 1).get(4).getSpec().getImage()).isEqualTo("app:2");

      stage.patch("ping", "{\"spec\":{\"taskHistoryLimit\":3}}");
      stage.awaitStatus("ping", "the limit seen", s -> true);
      assertThat(stage.slot("ping", 1)).hasSize(5);
      stage.image("ping", "app:7");
      stage.awaitUpdate("ping", "completed");
      assertThat(Tasks.rows(stage.slot("ping", 1)))
          .containsExactly(
              "1 running/running app:7", "1 shutdown/shutdown app:6", "1 shutdown/shutdown app:5");
    }
  }

  private static List<SwarmTask> newest(Stage stage) {
    return stage.running("ping");
  }

  /** Each slot begins no sooner than a delay after the one before it ran. */
  private static void assertWalk(List<SwarmTask> updated, Duration delay) {
    List<Instant> created = updated.stream().map(Tasks::createdAt).toList();
    List<Instant> running = updated.stream().map(Tasks::runningAt).toList();
    for (int i = 1; i < updated.size(); i++) {
      assertThat(created.get(i))
          .as("slot %d", i + 1)
          .isAfterOrEqualTo(running.get(i - 1).plus(delay));
    }
  }
}
