package io.swarmoperator.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.swarmoperator.sandbox.ControlPlane;
import io.swarmoperator.sandbox.ControlPlanes;
import io.swarmoperator.sandbox.CustomResources;
import io.swarmoperator.sandbox.Machine;
import java.nio.file.Path;
import java.util.Optional;

/** The one control plane of a test run, with the project's CRDs installed. */
final class Cluster implements AutoCloseable {

  private static final int NODES = 3;

  private final ControlPlane controlPlane;
  private final KubernetesClient client;

  private Cluster(ControlPlane controlPlane) {
    this.controlPlane = controlPlane;
    var config = Config.fromKubeconfig(controlPlane.kubeconfig().toFile());
    this.client = new KubernetesClientBuilder().withConfig(config).build();
  }

  static Cluster start(ControlPlanes.Kind kind) {
    var cluster = new Cluster(ControlPlanes.open(kind, wish(), home()));
    try {
      CustomResources.install(cluster.client);
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** What this machine runs the tests on. */
  static ControlPlanes.Kind kind() {
    return ControlPlanes.choose(wish(), Machine.local(home()));
  }

  private static ControlPlanes.Wish wish() {
    return Optional.ofNullable(System.getenv("SWARM_TEST_KUBECONFIG"))
        .filter(file -> !file.isBlank())
        .map(file -> ControlPlanes.Wish.existing(Path.of(file)))
        .orElse(ControlPlanes.Wish.anything(NODES));
  }

  private static Path home() {
    return Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  }

  ControlPlane controlPlane() {
    return controlPlane;
  }

  KubernetesClient client() {
    return client;
  }

  @Override
  public void close() {
    client.close();
    controlPlane.close();
  }
}
