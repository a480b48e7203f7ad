package io.swarmoperator.chart;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.swarmoperator.cluster.TestNamespace;
import io.swarmoperator.sandbox.Commands;
import io.swarmoperator.sandbox.Kubectl;
import io.swarmoperator.sandbox.TestClusterControlPlane;
import io.swarmoperator.scenario.Stage;
import io.swarmoperator.scenario.TestOperator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A cluster that has never seen the operator, and keeps an audit log of what service accounts do.
 */
final class ChartCluster implements AutoCloseable {
  /** Name of the release, of its namespace and of most of its objects. */
  static final String NAME = "swarm-operator";

  private static final int NODES = 3;

  private static final String AUDIT_POLICY =
      """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      rules:
        - {level: Metadata, userGroups: ["system:serviceaccounts"], omitStages: [RequestReceived]}
        - {level: None}
      """;

  private final Path directory;
  private final TestClusterControlPlane controlPlane;
  private final KubernetesClient client;

  ChartCluster() {
    try {
      directory = Files.createTempDirectory("swarm-chart-");
      Path policy = Files.writeString(directory.resolve("audit.yaml"), AUDIT_POLICY);
      String flags = "--audit-policy-file=" + policy + " --audit-log-path=" + auditLog();
      controlPlane =
          TestClusterControlPlane.start(
              home(), NODES, "swarm-chart-cluster-", List.of("--apiserver-flags", flags));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Config config = Config.fromKubeconfig(controlPlane.kubeconfig().toFile());
    client = new KubernetesClientBuilder().withConfig(config).build();
    client.resource(namespace()).create();
  }

  /** Restricted, as the manifests of deploy/ have it; what doesn't fit is warned of at once. */
  private static Namespace namespace() {
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(NAME)
        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
        .addToLabels("pod-security.kubernetes.io/warn", "restricted")
        .endMetadata()
        .build();
  }

  static Path home() {
    return Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  }

  /** A directory for files of the test's, which goes with the cluster. */
  Path directory() {
    return directory;
  }

  Path auditLog() {
    return directory.resolve("audit.log");
  }

  TestClusterControlPlane controlPlane() {
    return controlPlane;
  }

  KubernetesClient client() {
    return client;
  }

  Helm helm() {
    return Helm.at(controlPlane.kubeconfig());
  }

  Kubectl kubectl(String namespace) {
    return new Kubectl(controlPlane, namespace);
  }

  /** A namespace as a user of it sees it; who looks after it is another matter. */
  Stage stage(TestNamespace namespace) {
    return new Stage(
        namespace.client(), kubectl(namespace.name()), TestOperator.elsewhere(namespace.client()));
  }

  /** Runs kubectl with a text on its standard input, whose objects name their namespaces. */
  Commands.Result kubectl(String stdin, String... args) {
    List<String> words = new ArrayList<>(controlPlane.kubectl());
    words.add("--kubeconfig=" + controlPlane.kubeconfig());
    words.addAll(Arrays.asList(args));
    return Commands.run(words, stdin);
  }

  @Override
  public void close() {
    client.close();
    controlPlane.close();
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
