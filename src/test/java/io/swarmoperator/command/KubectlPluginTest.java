package io.swarmoperator.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.cli.Main;
import io.swarmoperator.cluster.ClusterTest;
import io.swarmoperator.sandbox.Commands;
import io.swarmoperator.sandbox.ControlPlane;
import io.swarmoperator.sandbox.Kubectl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kubectl swarm ...} by the real kubectl, with {@code kubectl-swarm} on the PATH. */
@ClusterTest
class KubectlPluginTest {
  private static final String SERVICE =
      "apiVersion: swarmoperator.io/v1alpha1\nkind: SwarmService\nmetadata: {name: ping}\nspec:"
          + " {replicas: 2, template: {image: app}}\n";

  @TempDir private Path directory;

  @Test
  void kubectlHandsArgumentsAndExitCodesThrough(
      KubernetesClient client, Kubectl kubectl, ControlPlane cluster) throws IOException {
    install();
    assertThat(kubectl.pipe(SERVICE, "apply", "-f", "-").exitCode()).isZero();
    String namespace = client.getNamespace();

    assertThat(swarm(cluster, "ls", "-q", "-n", namespace))
        .isEqualTo(new Commands.Result(0, "ping\n", ""));
    assertThat(swarm(cluster, "scale", "ping=3", "-d", "-n", namespace).out())
        .isEqualTo("ping scaled to 3\n");
    assertThat(client.resources(SwarmService.class).withName("ping").get().getSpec().getReplicas())
        .isEqualTo(3);
    assertThat(swarm(cluster, "rm", "pong", "-n", namespace))
        .isEqualTo(new Commands.Result(1, "", "swarm: service pong not found\n"));
  }

  @Test
  void kubectlCompletes(KubernetesClient client, Kubectl kubectl, ControlPlane cluster)
      throws IOException {
    install();
    assertThat(kubectl.pipe(SERVICE, "apply", "-f", "-").exitCode()).isZero();
    String namespace = client.getNamespace();

    assertThat(completed(cluster, "ro")).containsExactly("rollback", ":4");
    assertThat(completed(cluster, "node", "dr")).containsExactly("drain", ":4");
    assertThat(completed(cluster, "update", "--ima")).containsExactly("--image", ":4");
    assertThat(completed(cluster, "ps", "-n", namespace, "p")).containsExactly("ping", ":4");
    assertThat(completed(cluster, "node", "drain", "n2")).containsExactly("n2", ":4");
    assertThat(completed(cluster, "")).contains("ls", "scale", ":4").doesNotContain("rehearse");
  }

  private List<String> completed(ControlPlane cluster, String... words) {
    List<String> command = kubectl(cluster, "__complete", words);
    Commands.Result result = Commands.run(command);
    assertThat(result.exitCode()).as(result.text()).isZero();
    return result.out().lines().toList();
  }

  /** The scripts as they are shipped, beside a launcher that runs the classes under test. */
  private void install() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    for (String script : new String[] {"kubectl-swarm", "kubectl_complete-swarm"}) {
      Files.copy(Path.of(script), directory.resolve(script), StandardCopyOption.COPY_ATTRIBUTES);
    }
    Path launcher =
        Files.writeString(
            directory.resolve("swarm"),
            "#!/bin/sh\nexec '%s' -cp '%s' %s \"$@\"\n"
                .formatted(java, System.getProperty("java.class.path"), Main.class.getName()));
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
  }

  private Commands.Result swarm(ControlPlane cluster, String... args) {
    return Commands.run(kubectl(cluster, "", args));
  }

  private List<String> kubectl(ControlPlane cluster, String verb, String... args) {
    List<String> command = new ArrayList<>(List.of("env"));
    command.add("PATH=" + directory + ":" + System.getenv("PATH"));
    command.add("KUBECONFIG=" + cluster.kubeconfig());
    command.addAll(cluster.kubectl());
    if (!verb.isEmpty()) {
      command.add(verb);
    }
    command.add("swarm");
    command.addAll(List.of(args));
    return command;
  }
}
