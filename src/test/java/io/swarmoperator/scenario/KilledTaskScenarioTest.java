package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.conformance.Difference;
import io.swarmoperator.sandbox.Kubectl;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** F5: tasks end, with and without a replacement. */
@ClusterTest
class KilledTaskScenarioTest {

  @Difference("D35")
  @Test
  void aKilledTaskIsReplacedAfterTheDelayAndItsLogsStay(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = started(client, kubectl, "delay: 2s")) {
      String killed = kill(stage, 137);
      stage.await1(
          "a replacement runs",
          () ->
              stage.tasks("ping").size() == 2
                  && Tasks.is(stage.tasks("ping").get(0), "running", "running"));
      SwarmTask failed = stage.tasks("ping").get(1);
      assertThat(failed.getMetadata().getName()).isEqualTo(killed);
      assertThat(Tasks.is(failed, "shutdown", "failed")).isTrue();
      assertThat(failed.getStatus().getError()).isEqualTo("task: non-zero exit (137)");
      assertThat(failed.getStatus().getExitCode()).isEqualTo(137);
      Duration gap =
          Duration.between(Tasks.finishedAt(failed), Tasks.runningAt(stage.tasks("ping").get(0)));
      assertThat(gap).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
      assertThat(stage.kubectl("logs", killed)).contains("working");
    }
  }

  @Test
  void aTaskThatCompletesIsReplacedUnderAnyAndStaysUnderOnFailure(
      KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = started(client, kubectl, "delay: 0s")) {
      kill(stage, 0);
      stage.await1(
          "replaced",
          () ->
              stage.tasks("ping").size() == 2
                  && Tasks.is(stage.tasks("ping").get(0), "running", "running"));
      assertThat(Tasks.is(stage.tasks("ping").get(1), "shutdown", "complete")).isTrue();

      stage.patch(
          "ping",
          "{\"spec\":{\"updateConfig\":{\"monitor\":\"1ms\"},\"template\":{\"restartPolicy\":{\"condition\":\"on-failure\"}}}}");
      stage.awaitUpdate("ping", "completed");
      kill(stage, 0);
      stage.awaitStatus(
          "ping",
          "0/1",
          s ->
              s.getStatus().getSummary().equals("0/1")
                  && condition(stage, "Stalled").equals("TasksEnded"));
      assertThat(Tasks.is(stage.tasks("ping").get(0), "shutdown", "complete")).isTrue();
    }
  }

  @Test
  void noneNeverRestarts(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = started(client, kubectl, "condition: none")) {
      kill(stage, 1);
      stage.awaitStatus(
          "ping",
          "0/1",
          s ->
              s.getStatus().getSummary().equals("0/1")
                  && condition(stage, "Stalled").equals("TasksEnded"));
      assertThat(Tasks.rows(stage.tasks("ping"))).containsExactly("1 shutdown/failed alpine");
    }
  }

  @Test
  void attemptsRunOut(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "ping",
          """
          template:
            image: alpine
            restartPolicy: {delay: 100ms, maxAttempts: 2}
            annotations: {sim.swarmoperator.io/exit-after: 300ms, sim.swarmoperator.io/exit-code: "1"}
          """);
      stage.awaitStatus(
          "ping", "the end of attempts", s -> condition(stage, "Stalled").equals("TasksEnded"));
      List<SwarmTask> tasks = stage.tasks("ping");
      assertThat(tasks).hasSize(3).allMatch(t -> Tasks.is(t, "shutdown", "failed"));
    }
  }

  @Difference("D29")
  @Test
  void aPodDeletedByHandIsAFailure(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = started(client, kubectl, "delay: 1s")) {
      String pod = stage.tasks("ping").get(0).getMetadata().getName();
      stage.kubectl("delete", "pod", pod);
      stage.await1(
          "replaced",
          () ->
              stage.tasks("ping").size() == 2
                  && Tasks.is(stage.tasks("ping").get(0), "running", "running"));
      SwarmTask deleted = stage.tasks("ping").get(1);
      assertThat(Tasks.is(deleted, "shutdown", "failed")).isTrue();
      assertThat(deleted.getStatus().getError()).isEqualTo("task: pod was deleted");
      assertThat(
              Duration.between(
                  Tasks.finishedAt(deleted), Tasks.runningAt(stage.tasks("ping").get(0))))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }
  }

  @Test
  void aFinishedPodDeletedByHandChangesNothing(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = started(client, kubectl, "condition: none")) {
      String pod = kill(stage, 3);
      stage.await1("failed", () -> Tasks.is(stage.tasks("ping").get(0), "shutdown", "failed"));
      stage.kubectl("delete", "pod", pod);
      stage.patch("ping", "{\"spec\":{\"revisionHistoryLimit\":9}}");
      stage.awaitStatus("ping", "the change seen", s -> true);
      assertThat(Tasks.rows(stage.tasks("ping"))).containsExactly("1 shutdown/failed alpine");
      assertThat(stage.tasks("ping").get(0).getStatus().getError())
          .isEqualTo("task: non-zero exit (3)");
    }
  }

  private static Stage started(KubernetesClient client, Kubectl kubectl, String restartPolicy) {
    Stage stage = new Stage(client, kubectl);
    stage.service("ping", "template: {image: alpine, restartPolicy: {" + restartPolicy + "}}");
    stage.awaitSummary("ping", "1/1");
    return stage;
  }

  private static String kill(Stage stage, int code) {
    String pod = stage.running("ping").get(0).getMetadata().getName();
    stage.script(pod, "exit-code=" + code, "exit-after=0s");
    return pod;
  }

  static String condition(Stage stage, String type) {
    return condition(stage, "ping", type);
  }

  static String condition(Stage stage, String service, String type) {
    return stage.get(service).getStatus().getConditions().stream()
        .filter(c -> c.getType().equals(type) && c.getStatus().equals("True"))
        .map(c -> c.getReason())
        .findFirst()
        .orElse("");
  }
}
