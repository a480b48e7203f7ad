package io.swarmoperator.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.cluster.ChangesNodes;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.ControlPlane;
import io.swarmoperator.sandbox.Kubectl;
import io.swarmoperator.scenario.Stage;
import org.junit.jupiter.api.Test;

/** Nodes are listed and taken out of service. */
@ClusterTest
@ChangesNodes
class NodeCommandsTest {

  @Test
  void aNodeIsDrainedPausedAndActive(
      KubernetesClient client, Kubectl kubectl, ControlPlane cluster) {
    Swarm swarm = new Swarm(cluster.kubeconfig(), client.getNamespace());
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("ping", "replicas: 3\ntemplate: {image: alpine}");
      stage.awaitSummary("ping", "3/3");
      assertThat(swarm.says("node", "ls").lines())
          .first()
          .isEqualTo(
              "ID        HOSTNAME   STATUS    AVAILABILITY   MANAGER STATUS   ENGINE VERSION");
      assertThat(line(swarm, "n3")).startsWith("n3        n3         Ready     Active   ");

      assertThat(swarm.says("node", "drain", "n3")).isEqualTo("n3\n");
      assertThat(line(swarm, "n3")).contains("Drain");
      stage.await1(
          "n3 empty",
          () ->
              stage.running("ping").size() == 3
                  && stage.running("ping").stream()
                      .noneMatch(t -> "n3".equals(t.getStatus().getNodeName())));

      assertThat(swarm.says("node", "pause", "n3", "n2")).isEqualTo("n3\nn2\n");
      stage.kubectl("cordon", "n2");
      assertThat(line(swarm, "n2")).contains("Pause");
      assertThat(swarm.says("node", "activate", "n2", "n3")).isEqualTo("n2\nn3\n");
      assertThat(line(swarm, "n2")).as("uncordoned too").contains("Active");
      assertThat(swarm.says("scale", "ping=4", "-q")).isEqualTo("ping scaled to 4\n");
      assertThat(stage.slot("ping", 4).get(0).getStatus().getNodeName()).isEqualTo("n3");
      assertThat(swarm.says("node", "ls", "-q")).isEqualTo("n1\nn2\nn3\n");
      assertThat(swarm.says("node", "ls", "-q", "-f", "name=n2")).isEqualTo("n2\n");
      assertThat(
              swarm.says(
                  "node",
                  "ls",
                  "-q",
                  "-f",
                  "node.label=kubernetes.io/hostname=n3",
                  "-f",
                  "role=worker"))
          .isEqualTo("n3\n");
      assertThat(swarm.says("node", "ls", "-o", "wide").lines().findFirst().orElseThrow())
          .contains("CORDONED", "RUNTIME", "OS/ARCH");
      assertThat(swarm.says("node", "ls", "-o", "json")).contains("\"kind\" : \"Node\"");
    }
  }

  private static String line(Swarm swarm, String node) {
    return swarm
        .says("node", "ls")
        .lines()
        .filter(line -> line.startsWith(node + " "))
        .findFirst()
        .orElseThrow();
  }
}
