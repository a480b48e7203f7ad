package io.swarmoperator.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.ControlPlane;
import io.swarmoperator.sandbox.Kubectl;
import io.swarmoperator.scenario.Stage;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of who may look at services, but not at their revisions, which tell what a hold keeps. */
@ClusterTest
class HeldWithoutRightsTest {
  private static final String QUICK =
      """
      replicas: 1
      template: {image: 'app:a'}
      updateConfig: {monitor: 500ms}
      rollbackConfig: {monitor: 500ms}
      """;

  @Test
  void theDeclaredImageIsShownAndCalledThat(
      KubernetesClient client, Kubectl kubectl, ControlPlane cluster, @TempDir Path directory)
      throws IOException {
    Swarm guest = guest(client, kubectl, directory);
    Swarm swarm = new Swarm(cluster.kubeconfig(), client.getNamespace());
    try (Stage stage = new Stage(client, kubectl)) {
      for (String name : new String[] {"ping", "pong"}) {
        stage.service(name, QUICK);
        stage.awaitSummary(name, "1/1");
        swarm.says("update", "--image", "app:b", name);
      }
      assertThat(guest.run("ls").errors()).as("nothing is held").isEmpty();
      swarm.says("rollback", "ping");
      swarm.says("rollback", "pong");

      assertThat(swarm.says("ls")).contains(" app:a ").doesNotContain("app:b");
      Swarm.Result listed = guest.run("ls");
      assertThat(listed.code()).as(listed.errors()).isZero();
      assertThat(listed.out()).contains(" app:b ").doesNotContain("app:a");
      assertThat(listed.errors().lines())
          .singleElement()
          .asString()
          .startsWith("images that are held back are shown as declared: ")
          .contains("cannot list resource \"controllerrevisions\"", "ClusterRole view");

      Swarm.Result inspected = guest.run("inspect", "--pretty", "ping");
      assertThat(inspected.code()).as(inspected.errors()).isZero();
      assertThat(inspected.out()).contains("Hold:\n Revision:\t1\n").doesNotContain("app:a");
      assertThat(inspected.errors()).isEqualTo(listed.errors());
    }
  }

  private static Swarm guest(KubernetesClient client, Kubectl kubectl, Path directory)
      throws IOException {
    String namespace = client.getNamespace();
    for (String command :
        new String[] {
          "create serviceaccount guest",
          "create role looks --verb=get,list --resource=swarmservices.swarmoperator.io",
          "create rolebinding looks --role=looks --serviceaccount=" + namespace + ":guest"
        }) {
      assertThat(kubectl.run(command.split(" ")).exitCode()).as(command).isZero();
    }
    return new Swarm(WrongInputTest.as("guest", client, directory), namespace);
  }
}
