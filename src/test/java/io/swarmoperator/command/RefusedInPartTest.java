package io.swarmoperator.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.cluster.ChangesNodes;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.ControlPlane;
import io.swarmoperator.sandbox.Kubectl;
import io.swarmoperator.scenario.Stage;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the API server refuses for one object of a command is done to the others. */
@ClusterTest
@ChangesNodes
class RefusedInPartTest {
  private static final String QUICK =
      "replicas: %d\ntemplate: {image: app}\nupdateConfig: {monitor: 500ms}\n";

  @Test
  void theOthersAreScaledAndWaitedFor(
      KubernetesClient client, Kubectl kubectl, ControlPlane cluster) {
    Swarm swarm = new Swarm(cluster.kubeconfig(), client.getNamespace());
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("a", QUICK.formatted(1));
      stage.service("b", QUICK.formatted(1));
      stage.awaitSummary("a", "1/1");
      stage.awaitSummary("b", "1/1");

      Swarm.Result first = swarm.run("scale", "-d", "a=20000", "b=2");
      assertThat(Swarm.sentence(first)).startsWith("a: ").contains("spec.replicas");
      assertThat(first.out()).isEqualTo("b scaled to 2\n");

      Swarm.Result last = swarm.run("scale", "b=5", "a=20000");
      assertThat(Swarm.sentence(last)).startsWith("a: ").contains("spec.replicas");
      assertThat(last.out()).startsWith("b scaled to 5\n").endsWith("Service b converged\n");
      assertThat(stage.get("b").getStatus().getSummary()).isEqualTo("5/5");
    }
  }

  @Test
  void theOthersAreRemovedAndDrained(
      KubernetesClient client, Kubectl kubectl, ControlPlane cluster, @TempDir Path directory)
      throws IOException {
    Swarm guest = guest(client, kubectl, directory);
    try (Stage stage = new Stage(client, kubectl)) {
      stage.service("a", QUICK.formatted(0));
      stage.service("b", QUICK.formatted(0));

      Swarm.Result removed = guest.run("rm", "a", "b");
      assertThat(removed.out()).isEqualTo("b\n");
      assertThat(Swarm.sentence(removed)).contains("\"a\" is forbidden", "ClusterRole edit");

      Swarm.Result drained = guest.run("node", "drain", "n1", "n2");
      assertThat(drained.out()).isEqualTo("n2\n");
      assertThat(Swarm.sentence(drained)).contains("\"n1\" is forbidden", "get and patch them");
      assertThat(
              new Swarm(cluster.kubeconfig(), client.getNamespace()).says("node", "activate", "n2"))
          .isEqualTo("n2\n");
    }
  }

  /** Who may look at everything, and change the service b and the node n2. */
  private static Swarm guest(KubernetesClient client, Kubectl kubectl, Path directory)
      throws IOException {
    String namespace = client.getNamespace();
    String nodes = "refused-in-part-" + namespace;
    for (String command :
        new String[] {
          "create serviceaccount guest",
          "create role looks --verb=get,list --resource=swarmservices.swarmoperator.io",
          "create role removes --verb=delete --resource=swarmservices.swarmoperator.io"
              + " --resource-name=b",
          "create rolebinding looks --role=looks --serviceaccount=" + namespace + ":guest",
          "create rolebinding removes --role=removes --serviceaccount=" + namespace + ":guest",
          "create clusterrole " + nodes + " --verb=get,patch --resource=nodes --resource-name=n2",
          "create clusterrole " + nodes + "-looks --verb=get --resource=nodes",
          "create clusterrolebinding "
              + nodes
              + " --clusterrole="
              + nodes
              + " --serviceaccount="
              + namespace
              + ":guest",
          "create clusterrolebinding "
              + nodes
              + "-looks --clusterrole="
              + nodes
              + "-looks --serviceaccount="
              + namespace
              + ":guest"
        }) {
      assertThat(kubectl.run(command.split(" ")).exitCode()).as(command).isZero();
    }
    return new Swarm(WrongInputTest.as("guest", client, directory), namespace);
  }
}
