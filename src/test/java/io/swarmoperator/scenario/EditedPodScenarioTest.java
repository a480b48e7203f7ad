package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.Kubectl;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A task's pod that someone edits: what the task is stands in its record, and its pod is found by
 * its name and owner. It goes on, and leaves in its turn.
 */
@ClusterTest
class EditedPodScenarioTest {
  private static final String LABEL = "swarmoperator.io/";

  @Test
  void labelsThatSayAnotherTaskAreNotBelieved(KubernetesClient client, Kubectl kubectl) {
    edited(
        client,
        kubectl,
        (stage, pod) ->
            stage.kubectl(
                "label",
                "--overwrite",
                "pod",
                pod,
                LABEL + "slot=2",
                LABEL + "revision=other",
                LABEL + "attempt=7",
                LABEL + "task=zzzzz",
                LABEL + "rollout=9",
                LABEL + "reason=TaskFailed"));
  }

  @Test
  void labelsThatAreTakenAwayAreNotMissed(KubernetesClient client, Kubectl kubectl) {
    edited(
        client,
        kubectl,
        (stage, pod) ->
            stage.kubectl(
                "label",
                "pod",
                pod,
                LABEL + "slot-",
                LABEL + "revision-",
                LABEL + "attempt-",
                LABEL + "task-"));
  }

  @Test
  void anotherImageIsNoUpdate(KubernetesClient client, Kubectl kubectl) {
    edited(
        client,
        kubectl,
        (stage, pod) -> stage.kubectl("set", "image", "pod/" + pod, "task=app:mine"));
  }

  /** What someone does to a pod. */
  private interface Edit {
    void of(Stage stage, String pod);
  }

  private static void edited(KubernetesClient client, Kubectl kubectl, Edit edit) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("ping", "replicas: 2\ntemplate: {image: 'app:a'}\nupdateConfig: {monitor: 1s}");
      stage.awaitSummary("ping", "2/2");
      List<String> before = texts(stage);
      edit.of(stage, stage.slot("ping", 1).get(0).getMetadata().getName());
      stage.operator().stop();
      stage.operator().start();
      stage.scale("ping", 3);
      stage.awaitSummary("ping", "3/3");
      assertThat(texts(stage)).startsWith(before.toArray(String[]::new)).hasSize(3);
      assertThat(stage.pods("ping")).hasSize(3);

      stage.image("ping", "app:b");
      stage.awaitUpdate("ping", "completed");
      assertThat(stage.update("ping").orElseThrow().getFailures()).isZero();
      assertThat(Tasks.rows(stage.tasks("ping")))
          .containsExactly(
              "1 running/running app:b",
              "1 shutdown/shutdown app:a",
              "2 running/running app:b",
              "2 shutdown/shutdown app:a",
              "3 running/running app:b",
              "3 shutdown/shutdown app:a");
      stage.await1("no other pods", () -> stage.pods("ping").size() == 3);
    }
  }

  private static List<String> texts(Stage stage) {
    return stage.tasks("ping").stream().map(EditedPodScenarioTest::text).toList();
  }

  private static String text(SwarmTask task) {
    return task.getMetadata().getName()
        + Serialization.asJson(task.getSpec())
        + Tasks.word(task.getStatus().getState());
  }
}
