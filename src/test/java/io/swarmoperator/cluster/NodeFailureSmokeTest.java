package io.swarmoperator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.sandbox.FailableNodes;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Nodes crash and return at a test's word, and no test leaves one behind that it stopped. */
@ClusterTest
@FailsNodes
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NodeFailureSmokeTest {

  @Test
  @Order(1)
  void aStoppedNodeGoesNotReadyAndReturns(KubernetesClient client, FailableNodes nodes) {
    nodes.stopNode("n2");
    awaitReady(client, "n2", "Unknown");
    nodes.startNode("n2");
    awaitReady(client, "n2", "True");
  }

  @Test
  @Order(2)
  void aTestMayLeaveNodesStoppedLabelledAndCordoned(KubernetesClient client, FailableNodes nodes) {
    Edits.edit(client.nodes().withName("n1"), NodeFailureSmokeTest::cordonedAndLabelled);
    nodes.stopNode("n3");
    awaitReady(client, "n3", "Unknown");
  }

  @Test
  @Order(3)
  void theNextTestFindsTheNodesAsTheyWere(KubernetesClient client) {
    var n1 = client.nodes().withName("n1").get();
    assertThat(n1.getMetadata().getLabels()).doesNotContainKey("zone");
    assertThat(n1.getSpec().getUnschedulable()).isNotEqualTo(true);
    assertThat(client.nodes().list().getItems()).hasSize(3).allMatch(node -> is(node, "True"));
  }

  private static Node cordonedAndLabelled(Node node) {
    node.getMetadata().getLabels().put("zone", "a");
    node.getSpec().setUnschedulable(true);
    return node;
  }

  private static void awaitReady(KubernetesClient client, String node, String ready) {
    client.nodes().withName(node).waitUntilCondition(now -> is(now, ready), 60, TimeUnit.SECONDS);
  }

  private static boolean is(Node node, String ready) {
    return node.getStatus().getConditions().stream()
        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals(ready));
  }
}
