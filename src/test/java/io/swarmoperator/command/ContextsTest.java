package io.swarmoperator.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.ControlPlane;
import io.swarmoperator.sandbox.Kubectl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A context of the kubeconfig names server, user and namespace, as for kubectl. */
@ClusterTest
class ContextsTest {
  private static final String PING =
      """
      apiVersion: swarmoperator.io/v1alpha1
      kind: SwarmService
      metadata: {name: ping}
      spec: {template: {image: alpine}}
      """;

  @TempDir private Path directory;

  @Test
  void aContextNamesServerAndNamespace(
      KubernetesClient client, Kubectl kubectl, ControlPlane cluster) throws IOException {
    assertThat(kubectl.pipe(PING, "apply", "-f", "-").exitCode()).isZero();
    String kubeconfig = kubeconfig(cluster, client.getNamespace()).toString();

    assertThat(Swarm.plain("ls", "-q", "--kubeconfig", kubeconfig, "--context", "here").out())
        .isEqualTo("ping\n");
    assertThat(Swarm.plain("--context", "here", "--kubeconfig", kubeconfig, "ls", "-q").out())
        .as("before the command")
        .isEqualTo("ping\n");
    assertThat(Swarm.plain("ls", "-q", "--kubeconfig", kubeconfig, "--context", "empty").out())
        .as("the same server, another namespace")
        .isEmpty();
    assertThat(
            Swarm.plain(
                    "ls",
                    "-q",
                    "--kubeconfig",
                    kubeconfig,
                    "--context",
                    "empty",
                    "-n",
                    client.getNamespace())
                .out())
        .as("the flag goes before the context")
        .isEqualTo("ping\n");
    assertThat(Swarm.sentence(Swarm.plain("ls", "-q", "--kubeconfig", kubeconfig)))
        .as("the current context")
        .startsWith("the API server at https://127.0.0.1:1/ can't be reached: ");
  }

  /**
   * A context for the cluster and a namespace, one for another namespace, and none that answers.
   */
  private Path kubeconfig(ControlPlane cluster, String namespace) throws IOException {
    Config known = Serialization.unmarshal(Files.readString(cluster.kubeconfig()), Config.class);
    String server = known.getClusters().get(0).getName();
    String user = known.getUsers().get(0).getName();
    Config contexts =
        new ConfigBuilder(known)
            .addNewCluster()
            .withName("nobody")
            .withNewCluster()
            .withServer("https://127.0.0.1:1")
            .endCluster()
            .endCluster()
            .addToContexts(
                context("here", server, namespace, user),
                context("empty", server, "nothing-here", user),
                context("nobody", "nobody", "default", user))
            .withCurrentContext("nobody")
            .build();
    return Files.writeString(directory.resolve("config"), Serialization.asYaml(contexts));
  }

  private static NamedContext context(String name, String server, String namespace, String user) {
    return new NamedContext(new Context(server, List.of(), namespace, user), name);
  }
}
