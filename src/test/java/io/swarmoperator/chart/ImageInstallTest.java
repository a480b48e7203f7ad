package io.swarmoperator.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.cluster.Edits;
import io.swarmoperator.cluster.RealNodesTest;
import io.swarmoperator.sandbox.Commands;
import io.swarmoperator.sandbox.ControlPlane;
import io.swarmoperator.sandbox.Kubectl;
import io.swarmoperator.sandbox.RealNodesControlPlane;
import io.swarmoperator.scenario.Stage;
import io.swarmoperator.scenario.TestOperator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The images that Jib and the Dockerfile make, on bases made of this machine, installed by the
 * chart on nodes that run containers: the user, the read-only root, the probes and the token are
 * the kubelet's matter.
 */
@RealNodesTest
class ImageInstallTest {
  /** Not the name by which other tests' operators have their rights in this cluster. */
  private static final String RELEASE = "image-swarm-operator";

  private static final String SCRIPT = "src/test/image/image";

  @Test
  void theOperatorRunsInJibsImage(
      KubernetesClient client, Kubectl kubectl, ControlPlane cluster, @TempDir Path directory)
      throws IOException {
    assertRuns(jib(directory), "", client, kubectl, cluster);
  }

  /**
   * Skipped, with the reason, where nothing can build it. A JVM that is told to insist on its cache
   * of linked classes doesn't start without: one that can't be used would go unnoticed otherwise.
   */
  @Test
  void theOperatorRunsInTheDockerfilesImage(
      KubernetesClient client, Kubectl kubectl, ControlPlane cluster, @TempDir Path directory)
      throws IOException {
    Commands.Result lacking = Commands.run(List.of(SCRIPT, "lacking"));
    assertThat(lacking.exitCode()).as(lacking.text()).isZero();
    assumeThat(lacking.out().strip()).isEmpty();
    Commands.Result built = Commands.run(List.of(SCRIPT, "build", directory.toString()));
    assertThat(built.exitCode()).as(built.text()).isZero();
    assertRuns(directory.resolve("image.tar"), " -XX:AOTMode=on", client, kubectl, cluster);
  }

  private static void assertRuns(
      Path image,
      String furtherOptions,
      KubernetesClient client,
      Kubectl kubectl,
      ControlPlane cluster)
      throws IOException {
    ((RealNodesControlPlane) cluster).importImages(ChartCluster.home(), image);
    String namespace = client.getNamespace();
    Edits.edit(
        client.namespaces().withName(namespace),
        live -> {
          live.getMetadata().getLabels().put("pod-security.kubernetes.io/enforce", "restricted");
          return live;
        });
    Helm helm = Helm.at(cluster.kubeconfig());
    // not closed: that would close the client
    Stage stage = new Stage(client, kubectl, TestOperator.elsewhere(client));
    try {
      String unused = helm.succeed(install(namespace, furtherOptions));
      stage.service(
          "ping",
          "template: {image: alpine, command: [sleep], args: [infinity], user: '1000',"
              + " capDrop: [ALL]}");
      stage.awaitSummary("ping", "1/1");

      Pod operator =
          client.pods().withLabel("app.kubernetes.io/instance", RELEASE).list().getItems().get(0);
      assertThat(operator.getStatus().getContainerStatuses())
          .allMatch(status -> status.getReady() && status.getRestartCount() == 0);
      assertThat(stage.kubectl("logs", "deployment/" + RELEASE))
          .contains("created task ping.1.")
          .doesNotContain("ERROR");
    } finally {
      Commands.Result gone =
          helm.run("uninstall", RELEASE, "--namespace", namespace, "--wait", "--ignore-not-found");
      assertThat(gone.exitCode()).as(gone.text()).isZero();
    }
  }

  private static String[] install(String namespace, String furtherOptions) throws IOException {
    return new String[] {
      "install",
      RELEASE,
      ValuesFile.CHART.toString(),
      "--namespace=" + namespace,
      "--set=watch.namespaces={" + namespace + "}",
      "--set=crds.enabled=false,admissionPolicies.enabled=false,image.pullPolicy=Never",
      "--set=jvmOptions=" + standard("jvmOptions") + furtherOptions,
      "--wait",
      "--timeout=3m"
    };
  }

  private static String standard(String value) throws IOException {
    return ValuesFile.read().stream()
        .filter(v -> v.name().equals(value))
        .findFirst()
        .orElseThrow()
        .standard()
        .asText();
  }

  /** Of the classes that the tests run on. */
  private static Path jib(Path directory) throws IOException {
    Path image = directory.resolve("image.tar");
    Commands.Result built =
        Commands.run(
            List.of(
                "mvn",
                "-B",
                "-q",
                "-Pimage",
                "jib:buildTar",
                "-Dimage.base=tar://" + LocalBase.build(directory),
                "-Djib.outputPaths.tar=" + image));
    assertThat(built.exitCode()).as(built.text()).isZero();
    return image;
  }
}
