package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.Kubectl;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Records are written by the operator alone: what others write into them is undone. */
@ClusterTest
class EditedRecordScenarioTest {
  private static final String TWO =
      "replicas: 2\ntemplate: {image: 'app:a', restartPolicy: {delay: 1s}}\nupdateConfig: {monitor: 100ms}";

  /** What someone writes into a record. */
  private enum Edit {
    STATE(
        """
        {"status": {"state": "failed", "error": "no"}, "spec": {"desiredState": "shutdown"}}"""),
    IDENTITY(
        """
        {"spec": {"slot": 9, "attempt": 7, "image": "app:z", "reason": "Evicted", "revision": 5}}"""),
    ATTEMPT_ZERO(
        """
        {"metadata": {"labels": {"swarmoperator.io/attempt": "0"}}}"""),
    SLOT_IN_WORDS(
        """
        {"metadata": {"labels": {"swarmoperator.io/slot": "one"}}}"""),
    NO_ROLLOUT(
        """
        {"metadata": {"labels": {"swarmoperator.io/rollout": null}}}""");

    private final String json;

    Edit(String json) {
      this.json = json;
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEditedRecordIsWrittenAgainAsItWas(Edit edit, KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = started(client, kubectl)) {
      SwarmTask before = stage.slot("ping", 1).get(0);
      edit(stage, before, edit.json);
      awaitAsBefore(stage, client, before);
      assertThat(stage.tasks("ping")).hasSize(2);
      assertThat(stage.pods("ping")).hasSize(2);
    }
  }

  /** The operator's own library says the same of itself whoever uses it. */
  @Test
  void aRecordThatAnotherJavaProgramEditsIsWrittenAgainToo(
      KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = started(client, kubectl)) {
      SwarmTask before = stage.slot("ping", 1).get(0);
      client
          .resources(SwarmTask.class)
          .withName(before.getMetadata().getName())
          .patch(PatchContext.of(PatchType.JSON_MERGE), Edit.STATE.json);
      awaitAsBefore(stage, client, before);
      assertThat(stage.pods("ping")).hasSize(2);
    }
  }

  /** To the operator such a record is gone, and is made again from the pod. */
  @Test
  void aRecordThatLosesTheLabelOfItsServiceGetsItBack(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = started(client, kubectl)) {
      SwarmTask before = stage.slot("ping", 1).get(0);
      edit(stage, before, "{\"metadata\":{\"labels\":{\"swarmoperator.io/service-uid\":null}}}");
      stage.await1(
          "the label back",
          () ->
              stage
                  .slot("ping", 1)
                  .get(0)
                  .getMetadata()
                  .getLabels()
                  .containsKey("swarmoperator.io/service-uid"));
      assertThat(Tasks.rows(stage.slot("ping", 1))).containsExactly("1 running/running app:a");
      assertThat(stage.pods("ping")).hasSize(2);
    }
  }

  @Test
  void anEditOfAnEndedTasksRecordIsUndoneToo(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = started(client, kubectl)) {
      stage.image("ping", "app:b");
      stage.awaitUpdate("ping", "completed");
      SwarmTask ended = stage.slot("ping", 1).get(1);
      edit(
          stage,
          ended,
          "{\"status\":{\"state\":\"running\"},\"spec\":{\"desiredState\":\"running\",\"slot\":2}}");
      awaitAsBefore(stage, client, ended);
      assertThat(stage.tasks("ping")).hasSize(4);
    }
  }

  @Test
  void anEditMadeWhileNoOperatorRunsStopsNothing(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = started(client, kubectl)) {
      SwarmTask before = stage.slot("ping", 1).get(0);
      stage.operator().stop();
      edit(
          stage,
          before,
          "{\"status\":{\"state\":\"failed\"},\"spec\":{\"desiredState\":\"shutdown\",\"revision\":8}}");
      stage.operator().start();
      stage.await1(
          "the record of a running task",
          () ->
              Tasks.is(stage.slot("ping", 1).get(0), "running", "running")
                  && stage.slot("ping", 1).get(0).getSpec().getRevision() == 1);
      assertThat(stage.slot("ping", 1)).hasSize(1);
      assertThat(stage.slot("ping", 1).get(0).getStatus().getRunningAt())
          .isEqualTo(before.getStatus().getRunningAt());
      assertThat(stage.pods("ping")).hasSize(2);
    }
  }

  @Test
  void aLabelOfTheUsersOnARecordStays(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = started(client, kubectl)) {
      String name = stage.slot("ping", 1).get(0).getMetadata().getName();
      stage.kubectl("label", "swtask", name, "team=red");
      stage.scale("ping", 3);
      stage.awaitSummary("ping", "3/3");
      assertThat(stage.slot("ping", 1).get(0).getMetadata().getLabels())
          .containsEntry("team", "red");
    }
  }

  @Test
  void aRecordThatIsMadeAgainTellsNoUpdateAgain(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = started(client, kubectl)) {
      stage.image("ping", "app:b");
      stage.awaitUpdate("ping", "completed");
      stage.awaitSummary("ping", "2/2");
      SwarmTask task = stage.slot("ping", 1).get(0);
      stage.kubectl("delete", "swtask", task.getMetadata().getName());
      stage.await1(
          "the record back",
          () ->
              stage.slot("ping", 1).stream()
                  .anyMatch(
                      t ->
                          t.getMetadata().getName().equals(task.getMetadata().getName())
                              && !t.getMetadata().getUid().equals(task.getMetadata().getUid())));
      // what is still to be told is told by then
      stage.operator().stop();
      List<Event> told =
          client.v1().events().list().getItems().stream()
              .filter(e -> e.getReason().equals("SlotUpdated"))
              .filter(e -> e.getMessage().contains(task.getMetadata().getName()))
              .toList();
      assertThat(told).hasSize(1).allMatch(e -> e.getCount() == 1);
    }
  }

  private static void edit(Stage stage, SwarmTask task, String json) {
    stage.kubectl("patch", "swtask", task.getMetadata().getName(), "--type=merge", "-p", json);
  }

  private static void awaitAsBefore(Stage stage, KubernetesClient client, SwarmTask before) {
    stage.await1(
        "the record as it was: " + text(before),
        () ->
            text(client.resources(SwarmTask.class).withName(before.getMetadata().getName()).get())
                .equals(text(before)));
  }

  private static String text(SwarmTask task) {
    return io.fabric8.kubernetes.client.utils.Serialization.asJson(
        List.of(task.getSpec(), task.getStatus(), task.getMetadata().getLabels()));
  }

  private static Stage started(KubernetesClient client, Kubectl kubectl) {
    Stage stage = new Stage(client, kubectl);
    stage.service("ping", TWO);
    stage.awaitSummary("ping", "2/2");
    return stage;
  }
}
