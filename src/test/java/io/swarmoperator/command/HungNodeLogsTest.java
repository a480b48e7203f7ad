package io.swarmoperator.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.ControlPlane;
import io.swarmoperator.sandbox.FailableNodes;
import io.swarmoperator.sandbox.Kubectl;
import io.swarmoperator.scenario.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code swarm logs} of a node that takes requests and never answers. */
@ClusterTest
@Timeout(120)
class HungNodeLogsTest {

  @Test
  void theLogsOfOtherNodesArePrintedAndTheRestIsNamed(
      KubernetesClient client, Kubectl kubectl, ControlPlane cluster, FailableNodes nodes) {
    Swarm swarm = new Swarm(cluster.kubeconfig(), client.getNamespace());
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("ping", "mode: global\ntemplate: {image: app}\n");
      int all = client.nodes().list().getItems().size();
      stage.awaitSummary("ping", all + "/" + all);
      assertThat(swarm.says("logs", "--raw", "--tail", "1", "ping"))
          .as("the API server keeps its connections to the nodes")
          .isEqualTo("working\n".repeat(all));
      nodes.stopNode("n2");
      try {
        Swarm.Result result = swarm.run("logs", "--raw", "--tail", "1", "ping");
        assertThat(result.out()).isEqualTo("working\n".repeat(all - 1));
        assertThat(Swarm.sentence(result))
            .matches(
                "the log of ping\\.\\S+ can't be read: the API server at \\S+ gives no answer within"
                    + " 30 seconds");
      } finally {
        nodes.startNode("n2");
      }
    }
  }
}
