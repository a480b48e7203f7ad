package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.cluster.FailsNodes;
import io.swarmoperator.conformance.Conformance;
import io.swarmoperator.conformance.Difference;
import io.swarmoperator.sandbox.FailableNodes;
import io.swarmoperator.sandbox.Kubectl;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** F4: a node crashes and returns. */
@ClusterTest
@FailsNodes
class NodeFailureScenarioTest {
  private static final String THREE =
      "replicas: 3\ntemplate: {image: alpine, restartPolicy: {delay: 1s}}";

  @Conformance("C206")
  @Test
  void theSlotOfALostNodeRunsElsewhereAndStaysThere(
      KubernetesClient client, Kubectl kubectl, FailableNodes nodes) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("ping", THREE);
      stage.awaitSummary("ping", "3/3");
      SwarmTask lost = on(stage, "n2");
      int slot = lost.getSpec().getSlot();

      nodes.stopNode("n2");
      stage.await1(
          "the slot runs elsewhere",
          () ->
              Tasks.is(stage.slot("ping", slot).get(0), "running", "running")
                  && stage.slot("ping", slot).size() == 2);
      SwarmTask old = stage.slot("ping", slot).get(1);
      stage.await1(
          "the old task is wanted no more",
          () -> Tasks.is(stage.slot("ping", slot).get(1), "shutdown", "running"));
      assertThat(old.getStatus().getNodeName()).isEqualTo("n2");
      stage.awaitStatus("ping", "3/3", s -> s.getStatus().getSummary().equals("3/3"));
      assertThat(stage.slot("ping", slot).get(0).getSpec().getReason()).isEqualTo("NodeDown");

      nodes.startNode("n2");
      stage.await1(
          "the stale task stops",
          () -> Tasks.is(stage.slot("ping", slot).get(1), "shutdown", "shutdown"));
      stage.await1("three pods", () -> stage.pods("ping").size() == 3);
      assertThat(stage.running("ping")).hasSize(3);
      assertThat(stage.slot("ping", slot).get(0).getStatus().getNodeName()).isNotEqualTo("n2");
    }
  }

  @Test
  void aSlotIsFilledAgainWhileItsRemovedPodHangsOnADeadNode(
      KubernetesClient client, Kubectl kubectl, FailableNodes nodes) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service(
          "ping", "replicas: 4\ntemplate: {image: alpine, restartPolicy: {condition: none}}");
      stage.awaitSummary("ping", "4/4");
      String node = stage.slot("ping", 4).get(0).getStatus().getNodeName();
      String removed = stage.slot("ping", 4).get(0).getMetadata().getName();
      nodes.stopNode(node);
      stage.scale("ping", 3);
      stage.await1(
          "slot 4 to go",
          () -> client.pods().withName(removed).get().getMetadata().getDeletionTimestamp() != null);
      stage.scale("ping", 4);
      stage.await1(
          "slot 4 again",
          () -> stage.slot("ping", 4).stream().anyMatch(t -> Tasks.is(t, "running", "running")));
      assertThat(stage.slot("ping", 4).get(0).getMetadata().getName()).isNotEqualTo(removed);
      nodes.startNode(node);
      stage.await1("the removed pod gone", () -> client.pods().withName(removed).get() == null);
      stage.await1(
          "its record gone",
          () ->
              stage.slot("ping", 4).stream()
                  .noneMatch(t -> t.getMetadata().getName().equals(removed)));
    }
  }

  @Difference("D43")
  @Test
  void nothingIsReplacedWhileNoNodeIsReady(
      KubernetesClient client, Kubectl kubectl, FailableNodes nodes) {
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("ping", THREE);
      stage.awaitSummary("ping", "3/3");
      nodes.stopNode("n1");
      nodes.stopNode("n2");
      stage.await1("all run on the last node", () -> on("n3", stage.running("ping")).size() == 3);
      Set<String> last = on("n3", stage.running("ping"));

      nodes.stopNode("n3");
      stage.await1(
          "all nodes lost",
          () ->
              client.nodes().list().getItems().stream().noneMatch(NodeFailureScenarioTest::ready));
      stage.scale("ping", 4);
      stage.await1(
          "slot 4 waits",
          () ->
              stage.slot("ping", 4).stream()
                  .map(t -> t.getStatus().getError())
                  .anyMatch("no suitable node (3 nodes not available for new tasks)"::equals));
      assertThat(stage.pods("ping").stream().filter(p -> last.contains(p.getMetadata().getName())))
          .as("the tasks of the last node are kept: there is no other place")
          .hasSize(3)
          .allMatch(p -> p.getMetadata().getDeletionTimestamp() == null);
      assertThat(stage.running("ping")).hasSize(3);
      for (String node : new String[] {"n1", "n2", "n3"}) {
        nodes.startNode(node);
      }
      stage.await1(
          "all nodes back",
          () -> client.nodes().list().getItems().stream().allMatch(NodeFailureScenarioTest::ready));
      stage.awaitSummary("ping", "4/4");
      stage.await1("four pods", () -> stage.pods("ping").size() == 4);
    }
  }

  private static boolean ready(io.fabric8.kubernetes.api.model.Node node) {
    return node.getStatus().getConditions().stream()
        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  private static Set<String> on(String node, List<SwarmTask> tasks) {
    return tasks.stream()
        .filter(t -> node.equals(t.getStatus().getNodeName()))
        .map(t -> t.getMetadata().getName())
        .collect(Collectors.toSet());
  }

  private static SwarmTask on(Stage stage, String node) {
    return stage.running("ping").stream()
        .filter(t -> node.equals(t.getStatus().getNodeName()))
        .findFirst()
        .orElseThrow();
  }
}
