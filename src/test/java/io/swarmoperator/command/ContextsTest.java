package io.swarmoperator.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.AuthInfoBuilder;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.ControlPlane;
import io.swarmoperator.sandbox.Kubectl;
import io.swarmoperator.scenario.OperatorProcess;
import io.swarmoperator.scenario.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
        .isEqualTo(
            "the API server at https://127.0.0.1:1/ can't be reached: it takes no connection");
  }

  @Test
  void theOperatorServesTheClusterOfAContext(
      KubernetesClient client, Kubectl kubectl, ControlPlane cluster) throws IOException {
    String kubeconfig = kubeconfig(cluster, "nothing-here").toString();
    List<String> run =
        List.of(
            "run",
            "--kubeconfig=" + kubeconfig,
            "--namespace=" + client.getNamespace(),
            "--http-port=-1",
            "--context");
    try (Stage stage = new Stage(client, kubectl);
        OperatorProcess operator =
            OperatorProcess.with(Stream.concat(run.stream(), Stream.of("here")).toList())) {
      stage.await1("it works", () -> operator.output().contains("watching services in ["));
    }
    assertThat(
            Swarm.sentence(
                Swarm.plain(
                    Stream.concat(run.stream(), Stream.of("elsewhere")).toArray(String[]::new))))
        .isEqualTo(
            "--context: there is no context elsewhere; the kubeconfig has: "
                + "empty, here, nobody, testcluster; see swarm run --help");
  }

  @Test
  void aLoginCommandThatFailsIsNamed(ControlPlane cluster) throws IOException {
    String missing = loggedInBy(cluster, "no-such-plugin");
    String refusing = loggedInBy(cluster, "/bin/sh", "-c", "echo session expired >&2; exit 3");

    assertThat(Swarm.sentence(Swarm.plain("ls", "--kubeconfig", missing)))
        .isEqualTo(
            "the kubeconfig's login command no-such-plugin gave no credentials; kubectl shows what"
                + " it says");
    assertThat(Swarm.sentence(Swarm.plain("ls", "--kubeconfig", refusing)))
        .startsWith("the kubeconfig's login command /bin/sh gave no credentials");
  }

  @Test
  void aLoginCommandGivesTheCredentials(ControlPlane cluster) throws IOException {
    Config known = Serialization.unmarshal(Files.readString(cluster.kubeconfig()), Config.class);
    String token = known.getUsers().get(0).getUser().getToken();
    String credential =
        """
        {"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential",
         "status": {"token": "%s"}}
        """
            .formatted(token);
    String kubeconfig = loggedInBy(cluster, "echo", credential);

    Swarm.Result listed = Swarm.plain("ls", "-A", "-q", "--kubeconfig", kubeconfig);
    assertThat(listed.code()).as(listed.errors()).isZero();
  }

  /** A kubeconfig for the cluster whose user has a command in place of a token. */
  private String loggedInBy(ControlPlane cluster, String command, String... arguments)
      throws IOException {
    Config known = Serialization.unmarshal(Files.readString(cluster.kubeconfig()), Config.class);
    known
        .getUsers()
        .get(0)
        .setUser(
            new AuthInfoBuilder()
                .withNewExec()
                .withApiVersion("client.authentication.k8s.io/v1")
                .withCommand(command)
                .withArgs(arguments)
                .withInteractiveMode("Never")
                .endExec()
                .build());
    return Files.writeString(
            directory.resolve(command.replace('/', '-')), Serialization.asYaml(known))
        .toString();
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
