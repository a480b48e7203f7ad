package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.api.ServiceCondition;
import io.swarmoperator.cluster.ChangesNodes;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.Kubectl;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a service tells of writes that the API server doesn't want. */
@ClusterTest
class RefusedWritesScenarioTest {
  private static final String TWO =
      "replicas: 2\ntemplate: {image: 'app:a', restartPolicy: {delay: 1s}}\nupdateConfig: {monitor: 100ms}";

  @Test
  void aServiceWhoseTasksCannotBeFoundByNameIsNotReady(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      quota(client, stage, "services", 1);
      stage.service("ping", TWO);
      stage.awaitSummary("ping", "2/2");
      stage.awaitStatus("ping", "a refusal", s -> told(stage, "Stalled").equals("WriteRefused"));
      assertThat(condition(stage, "Stalled").getMessage())
          .contains("services \"ping\" is forbidden: exceeded quota: few");
      assertThat(condition(stage, "Ready").getStatus()).isEqualTo("False");
      stage.kubectl("delete", "resourcequota", "few");
      stage.awaitStatus("ping", "ready", s -> told(stage, "Ready").equals("Converged"));
      assertThat(client.services().withName("ping").get()).isNotNull();
    }
  }

  @Test
  void aRevisionThatAQuotaRefusesIsToldAndStoredOnceThereIsRoom(
      KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("ping", TWO);
      stage.awaitSummary("ping", "2/2");
      quota(client, stage, "count/controllerrevisions.apps", 1);
      stage.image("ping", "app:b");
      stage.awaitStatus("ping", "a refusal", s -> told(stage, "Stalled").equals("RevisionRefused"));
      assertThat(condition(stage, "Stalled").getMessage()).contains("exceeded quota: few");
      assertThat(stage.get("ping").getStatus().getObservedGeneration())
          .isEqualTo(stage.get("ping").getMetadata().getGeneration());
      replaced(stage);
      stage.kubectl("delete", "resourcequota", "few");
      stage.awaitUpdate("ping", "completed");
    }
  }

  /** Alone: the definition is every test's. */
  @Nested
  @ChangesNodes
  class OlderDefinition {
    private static final String DRAIN =
        "/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/drain/default";

    @Test
    void aSpecThatCannotBeReadIsToldAndWhatRunsIsKeptUp(KubernetesClient client, Kubectl kubectl) {
      try (Stage stage = new Stage(client, kubectl)) {
        stage.service("ping", TWO);
        stage.awaitSummary("ping", "2/2");
        stage.operator().stop();
        definition(stage, "{\"op\":\"remove\",\"path\":\"" + DRAIN + "\"}");
        try {
          stage.await1(
              "the definition in force",
              () -> {
                stage.patch("ping", "{\"spec\":{\"drain\":null}}");
                return stage.get("ping").getSpec().getDrain() == null;
              });
          stage.image("ping", "app:b");
          stage.operator().start();
          stage.awaitStatus(
              "ping", "the spec refused", s -> told(stage, "Stalled").equals("InvalidSpec"));
          assertThat(condition(stage, "Stalled").getMessage())
              .startsWith("spec.drain has no value");
          replaced(stage);
          assertThat(told(stage, "Stalled")).isEqualTo("InvalidSpec");
        } finally {
          definition(stage, "{\"op\":\"add\",\"path\":\"" + DRAIN + "\",\"value\":{}}");
        }
        stage.await1(
            "the definition as it was", () -> stage.get("ping").getSpec().getDrain() != null);
        stage.patch("ping", "{\"spec\":{\"drain\":{\"order\":\"start-first\"}}}");
        stage.awaitUpdate("ping", "completed");
      }
    }

    private static void definition(Stage stage, String change) {
      stage.kubectl(
          "patch",
          "crd",
          "swarmservices.swarmoperator.io",
          "--type=json",
          "-p",
          "[" + change + "]");
    }
  }

  /** A task that is killed is replaced by one of what ran. */
  private static void replaced(Stage stage) {
    String pod = stage.slot("ping", 1).get(0).getMetadata().getName();
    stage.kubectl("delete", "pod", pod);
    stage.await1(
        "replaced",
        () ->
            Tasks.rows(stage.slot("ping", 1))
                .equals(List.of("1 running/running app:a", "1 shutdown/failed app:a")));
  }

  private static String told(Stage stage, String type) {
    return KilledTaskScenarioTest.condition(stage, type);
  }

  private static ServiceCondition condition(Stage stage, String type) {
    return stage.get("ping").getStatus().getConditions().stream()
        .filter(c -> c.getType().equals(type))
        .findFirst()
        .orElseThrow();
  }

  private static void quota(KubernetesClient client, Stage stage, String what, int hard) {
    stage.apply(
        "apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: few}\nspec: {hard: {"
            + what
            + ": '"
            + hard
            + "'}}");
    stage.await1(
        "the quota in force",
        () ->
            client.resourceQuotas().withName("few").get().getStatus().getHard().containsKey(what));
  }
}
