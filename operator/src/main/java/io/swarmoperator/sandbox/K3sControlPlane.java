package io.swarmoperator.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;

/** k3s in one Docker container: one node, with real containers in it. */
public final class K3sControlPlane implements ControlPlane {

  private static final DockerImageName IMAGE = DockerImageName.parse("rancher/k3s:v1.34.1-k3s1");

  private final K3sContainer container;
  private final Path kubeconfig;

  private K3sControlPlane(K3sContainer container, Path kubeconfig) {
    this.container = container;
    this.kubeconfig = kubeconfig;
  }

  /** Starts the container and waits until its API answers. Testcontainers ends it with this JVM. */
  static K3sControlPlane start() {
    var container = new K3sContainer(IMAGE);
    try {
      container.start();
      var file = Files.createTempFile("swarm-k3s-", ".kubeconfig");
      Files.writeString(file, container.getKubeConfigYaml());
      return new K3sControlPlane(container, file);
    } catch (IOException | RuntimeException e) {
      container.stop();
      throw new ControlPlaneException("k3s didn't start in Docker: " + e.getMessage(), e);
    }
  }

  @Override
  public Path kubeconfig() {
    return kubeconfig;
  }

  @Override
  public String description() {
    return "k3s in Docker";
  }

  @Override
  public void close() {
    container.stop();
    Directories.delete(kubeconfig);
  }
}
