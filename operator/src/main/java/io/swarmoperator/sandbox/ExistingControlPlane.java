package io.swarmoperator.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;

/** A cluster that somebody else runs, named by its kubeconfig. Closing it leaves it as it is. */
public record ExistingControlPlane(Path kubeconfig) implements ControlPlane {

  /** Refuses a file that can't be read, before anything else is tried. */
  public ExistingControlPlane {
    if (!Files.isReadable(kubeconfig)) {
      throw new ControlPlaneException("The kubeconfig " + kubeconfig + " can't be read.");
    }
    kubeconfig = kubeconfig.toAbsolutePath();
  }

  @Override
  public String description() {
    return "the cluster of " + kubeconfig;
  }

  @Override
  public void close() {}
}
