package io.swarmoperator.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A Kubernetes API that services can be tried on. Whoever opened it closes it; closing ends every
 * process that was started for it and never touches a cluster that was there before.
 */
public sealed interface ControlPlane extends AutoCloseable
    permits ExistingControlPlane, K3sControlPlane, RealNodesControlPlane, TestClusterControlPlane {

  /** The file that gives kubectl and clients access. */
  Path kubeconfig();

  /** What it is, for people: "the test cluster", "k3s in Docker". */
  String description();

  /** What a user of it has to know, a sentence or two; mostly nothing. */
  default String hint() {
    return "";
  }

  /** The words that start a kubectl, without any argument of its own. */
  default List<String> kubectl() {
    return List.of("kubectl");
  }

  /** Completes when it ends by itself, which it shouldn't; never where nobody here runs it. */
  default CompletableFuture<Void> ended() {
    return new CompletableFuture<>();
  }

  @Override
  void close();
}
