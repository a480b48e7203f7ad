package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.cluster.ChangesNodes;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.sandbox.Kubectl;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Constraints, as the scheduler and the labels of nodes have them (S§9.1, S§10.5). */
@ClusterTest
@ChangesNodes
class ConstraintScenarioTest {
  private static final String UNMET =
      "no suitable node (scheduling constraints not satisfied on 3 nodes)";

  /** As recorded in s19a. */
  @Conformance("C196")
  @Test
  void tasksFollowTheLabelsOfNodes(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "web",
          "replicas: 2\ntemplate: {image: alpine, restartPolicy: {delay: 1s}, placement:"
              + " {constraints: [node.labels.x == y]}}");
      stage.await1("why they wait", () -> errors(stage, "web").equals(List.of(UNMET, UNMET)));
      String waiting = stage.tasks("web").get(0).getMetadata().getName();
      assertThat(stage.kubectl("describe", "swarmtask", waiting)).contains(UNMET);

      label(stage, "n2", "x=y");
      stage.awaitSummary("web", "2/2");
      assertThat(nodes(stage, "web")).isEqualTo(Map.of("n2", 2L));

      label(stage, "n3", "x=y");
      label(stage, "n2", "x-");
      stage.await1("all on n3", () -> nodes(stage, "web").equals(Map.of("n3", 2L)));
      for (int slot = 1; slot <= 2; slot++) {
        List<SwarmTask> tasks = stage.slot("web", slot);
        assertThat(Tasks.rows(tasks))
            .containsExactly(slot + " running/running alpine", slot + " shutdown/rejected alpine");
        assertThat(tasks.get(1).getStatus().getMessage())
            .isEqualTo("task rejected by constraint enforcer");
        assertThat(tasks.get(1).getStatus().getError())
            .isEqualTo("assigned node no longer meets constraints");
        assertThat(Tasks.runningAt(tasks.get(0)))
            .isAfterOrEqualTo(Tasks.finishedAt(tasks.get(1)).plusSeconds(1));
      }
    }
  }

  /** What its node still meets is left alone (S§5.2). */
  @Conformance("X65")
  @Test
  void aNewConstraintMovesOnlyWhatItRulesOut(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      label(stage, "n2", "x=y");
      label(stage, "n3", "x=y");
      stage.service("web", "replicas: 3\ntemplate: {image: alpine}\nupdateConfig: {monitor: 1s}");
      stage.awaitSummary("web", "3/3");
      constrain(stage, "[\"node.labels.x == y\"]");
      stage.awaitUpdate("web", "completed");
      stage.awaitSummary("web", "3/3");
      assertThat(stage.tasks("web")).hasSize(4);
      assertThat(nodes(stage, "web")).doesNotContainKey("n1");

      constrain(stage, "null");
      stage.awaitStatus("web", "no update", s -> s.getStatus().getUpdate() == null);
      stage.awaitSummary("web", "3/3");
      assertThat(stage.tasks("web")).hasSize(4);
    }
  }

  /** The constraints of what runs on are not those of the spec that can't be carried out. */
  @Test
  void whileASpecIsInvalidTheLabelsCountThatWhatRunsAsksFor(
      KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "web",
          "mode: global\ntemplate: {image: alpine, placement: {constraints: [node.labels.x !="
              + " y]}}");
      stage.awaitSummary("web", "3/3");
      stage.patch(
          "web",
          "{\"spec\":{\"template\":{\"hostname\":\"{{.Service.Labels.none}}\",\"placement\":null}}}");
      stage.awaitStatus(
          "web",
          "InvalidSpec",
          s ->
              s.getStatus().getConditions().stream()
                  .anyMatch(c -> "InvalidSpec".equals(c.getReason())));

      label(stage, "n2", "x=y");
      stage.awaitSummary("web", "2/2");
      assertThat(nodes(stage, "web")).isEqualTo(Map.of("n1", 1L, "n3", 1L));
    }
  }

  /** The API server takes what no node can be called, and the scheduler sees it as Swarm would. */
  @Test
  void oddValues(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "any",
          "template: {image: alpine, placement: {constraints: ['node.labels.a != (x y)',"
              + " 'node.labels._a != b', 'node.id != N1', 'node.role != boss', 'node.role =="
              + " worker', 'node.platform.arch != aarch64', 'node.hostname != nobody']}}");
      stage.service(
          "none", "template: {image: alpine, placement: {constraints: ['node.labels.a == x*']}}");
      stage.service(
          "unknown", "template: {image: alpine, placement: {constraints: ['planet != mars']}}");
      stage.service(
          "named",
          "replicas: 2\ntemplate: {image: alpine, placement: {constraints: ['node.id == n2']}}");
      stage.service(
          "torn",
          "template: {image: alpine, placement: {constraints: ['node.id == n2', 'node.id =="
              + " n3']}}");

      stage.awaitSummary("any", "1/1");
      stage.awaitSummary("named", "2/2");
      assertThat(nodes(stage, "named")).isEqualTo(Map.of("n2", 2L));
      for (String service : List.of("none", "unknown")) {
        stage.await1("why it waits", () -> errors(stage, service).equals(List.of(UNMET)));
      }
      stage.await1(
          "why it waits",
          () -> errors(stage, "torn").get(0).contains("constraints not satisfied on 3 nodes"));
    }
  }

  @Test
  void pausedNodesAndConstraintsAreToldApart(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.availability("n1", "pause");
      label(stage, "n2", "x=y");
      stage.service(
          "web",
          "template: {image: alpine, resources: {reservations: {memory: 300Gi}}, placement:"
              + " {constraints: [node.labels.x == y]}}");
      stage.await1(
          "why it waits",
          () ->
              errors(stage, "web")
                  .equals(
                      List.of(
                          "no suitable node (1 node not available for new tasks; insufficient"
                              + " resources on 1 node; scheduling constraints not satisfied on 1"
                              + " node)")));
      stage.kubectl("cordon", "n2");
      stage.await1(
          "what has changed",
          () ->
              errors(stage, "web")
                  .equals(
                      List.of(
                          "no suitable node (2 nodes not available for new tasks; scheduling"
                              + " constraints not satisfied on 1 node)")));
    }
  }

  /** A node that is drained or paused is not examined (S§10.5). */
  @Test
  void theRoleOfANodeDecidesToo(KubernetesClient client, Kubectl kubectl) {
    try (Stage stage = new Stage(client, kubectl)) {
      label(stage, "n1", "node-role.kubernetes.io/control-plane=");
      stage.service(
          "web",
          "replicas: 4\ntemplate: {image: alpine, restartPolicy: {delay: 100ms}, placement:"
              + " {constraints: [node.role == worker]}}");
      stage.awaitSummary("web", "4/4");
      assertThat(nodes(stage, "web")).isEqualTo(Map.of("n2", 2L, "n3", 2L));
      stage.availability("n2", "pause");
      label(stage, "n2", "node-role.kubernetes.io/control-plane=");
      label(stage, "n3", "node-role.kubernetes.io/control-plane=");
      label(stage, "n1", "node-role.kubernetes.io/control-plane-");
      stage.await1(
          "two on n1, two on the paused n2",
          () -> nodes(stage, "web").equals(Map.of("n1", 2L, "n2", 2L)));
    }
  }

  private static void label(Stage stage, String node, String label) {
    stage.kubectl("label", "--overwrite", "node", node, label);
  }

  private static void constrain(Stage stage, String constraints) {
    stage.patch(
        "web", "{\"spec\":{\"template\":{\"placement\":{\"constraints\":" + constraints + "}}}}");
  }

  private static List<String> errors(Stage stage, String service) {
    return stage.tasks(service).stream()
        .filter(t -> Tasks.is(t, "running", "pending"))
        .map(t -> t.getStatus().getError())
        .toList();
  }

  private static Map<String, Long> nodes(Stage stage, String service) {
    return stage.running(service).stream()
        .collect(Collectors.groupingBy(t -> t.getStatus().getNodeName(), Collectors.counting()));
  }
}
