package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.Kubectl;
import org.junit.jupiter.api.Test;

/**
 * F8: all that is told of updates that fail, in its order. Tasks are killed once they were told to
 * run: of one that ends at once it would be chance whether it was seen running. Delays keep every
 * other slot, and restarts of a task that fails again, out of it.
 */
@ClusterTest
class BadUpdateEventsScenarioTest {
  private static final String STARTED =
      "RolloutStarted: update from revision 1 to 2 of 2 slots: update in progress";
  private static final String UPDATED = "SlotUpdated: slot 1 runs app:b (task ping.1.#2)";
  private static final String PAUSED =
      "warning UpdatePaused: update paused due to failure or early termination of task #2";
  private static final String FAILED =
      "warning TaskFailed: task ping.1.#2 failed: task: non-zero exit (1)";

  @Test
  void aPausedUpdateThatIsResumed(KubernetesClient client, Kubectl kubectl) {
    try (Told told = new Told(client);
        Stage stage = started(client, kubectl, "pause")) {
      stage.image("ping", "app:b");
      told.await1(UPDATED);
      kill(stage);
      told.await1(FAILED);
      stage.awaitStatus("ping", "the restart", s -> stage.running("ping").size() == 2);
      stage.request("ping", "resume=true");
      told.await1("SlotUpdated: slot 2 runs app:b (task ping.2.#2)");
      assertThat(told.whenStopped(stage.operator()))
          .containsExactly(
              STARTED,
              UPDATED,
              PAUSED,
              FAILED,
              "RolloutResumed: update resumed by request",
              "RolloutStarted: update from revision 1 to 2 of 1 slots: update in progress",
              "SlotUpdated: slot 2 runs app:b (task ping.2.#2)");
    }
  }

  @Test
  void anUpdateThatContinues(KubernetesClient client, Kubectl kubectl) {
    try (Told told = new Told(client);
        Stage stage = started(client, kubectl, "continue")) {
      stage.image("ping", "app:b");
      told.await1(UPDATED);
      kill(stage);
      told.await1(FAILED);
      assertThat(told.whenStopped(stage.operator())).containsExactly(STARTED, UPDATED, FAILED);
    }
  }

  @Test
  void anAutomaticRollbackThatFailsIsResumedAndItsHoldLifted(
      KubernetesClient client, Kubectl kubectl) {
    try (Told told = new Told(client);
        Stage stage = started(client, kubectl, "rollback")) {
      stage.image("ping", "app:b");
      told.await1(UPDATED);
      kill(stage);
      String back = "SlotUpdated: slot 1 runs app:a (task ping.1.#4)";
      told.await1(back);
      kill(stage);
      String failedAgain = FAILED.replace("#2", "#4");
      told.await1(failedAgain);
      stage.awaitUpdate("ping", "rollback_paused");
      stage.awaitStatus("ping", "the restart", s -> stage.running("ping").size() == 2);
      stage.patch("ping", "{\"spec\":{\"rollbackConfig\":{\"monitor\":\"100ms\"}}}");
      stage.request("ping", "resume=true");
      stage.awaitUpdate("ping", "rollback_completed");
      // the same request made before the operator has forgotten this one is taken for it
      stage.awaitStatus("ping", "the request forgotten", s -> s.getStatus().getRequest() == null);
      stage.request("ping", "resume=true");
      told.await1(UPDATED.replace("#2", "#6"));
      assertThat(told.whenStopped(stage.operator()))
          .containsExactly(
              STARTED,
              UPDATED,
              FAILED,
              "warning RollbackStarted: rollback from revision 2 to 1 of 1 slots: "
                  + "update rolled back due to failure or early termination of task #2",
              back,
              PAUSED.replace("UpdatePaused", "RollbackPaused").replace("#2", "#4"),
              failedAgain,
              "RolloutResumed: rollback resumed by request",
              "HoldLifted: hold lifted by request, the spec is tried again",
              STARTED,
              UPDATED.replace("#2", "#6"));
    }
  }

  @Test
  void anImageThatCannotBePulled(KubernetesClient client, Kubectl kubectl) {
    try (Told told = new Told(client);
        Stage stage = new Stage(client, kubectl)) {
      stage.service("ping", two("pause").replace("delay: 1s", "delay: 1h"));
      stage.awaitSummary("ping", "2/2");
      stage.patch(
          "ping",
          "{\"spec\":{\"template\":{\"image\":\"app:none\",\"annotations\":{\"sim.swarmoperator.io/pull-error\":\"no such image\"}}}}");
      String rejected = "warning TaskRejected: task ping.1.#2 rejected: no such image";
      told.await1(rejected);
      assertThat(told.whenStopped(stage.operator())).containsExactly(STARTED, PAUSED, rejected);
    }
  }

  private static Stage started(KubernetesClient client, Kubectl kubectl, String action) {
    Stage stage = new Stage(client, kubectl);
    stage.service("ping", two(action));
    stage.awaitSummary("ping", "2/2");
    return stage;
  }

  private static String two(String action) {
    return """
        replicas: 2
        template: {image: 'app:a', restartPolicy: {delay: 1s}}
        updateConfig: {delay: 1h, monitor: 1h, failureAction: %s}
        rollbackConfig: {monitor: 1h}
        """
        .formatted(action);
  }

  /** Ends the task of slot 1 that runs; an Event may come before the record that says so. */
  private static void kill(Stage stage) {
    stage.await1("its record", () -> stage.running("ping").size() == 2);
    stage.script(
        stage.running("ping").get(0).getMetadata().getName(), "exit-code=1", "exit-after=0s");
  }
}
