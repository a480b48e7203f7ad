package io.swarmoperator.sandbox;

import java.nio.file.Path;
import java.util.Optional;

/** Decides which control plane to use and opens it. */
public final class ControlPlanes {

  /** The sentence a user gets whose machine has nothing to run a control plane with. */
  public static final String THREE_WAYS =
      "There is nothing here to run a Kubernetes control plane with: name a cluster with"
          + " --kubeconfig FILE, or install Go 1.26 (the test cluster is then built once, in about"
          + " six minutes), or start Docker (k3s runs in it).";

  private ControlPlanes() {}

  /** Where a control plane comes from. */
  public enum Kind {
    EXISTING,
    TEST_CLUSTER,
    REAL_NODES,
    K3S
  }

  /**
   * What a user asked for.
   *
   * @param kubeconfig a cluster that is there already
   * @param kind a kind asked for by name; empty: the best that the machine can run
   * @param nodes how many nodes the test cluster gets, simulated or real
   */
  public record Wish(Optional<Path> kubeconfig, Optional<Kind> kind, int nodes) {

    /** Whatever the machine can run. */
    public static Wish anything(int nodes) {
      return new Wish(Optional.empty(), Optional.empty(), nodes);
    }

    /** The cluster of this kubeconfig. */
    public static Wish existing(Path kubeconfig) {
      return new Wish(Optional.of(kubeconfig), Optional.empty(), 0);
    }
  }

  /**
   * The kind of control plane that the wish and the machine lead to.
   *
   * @throws ControlPlaneException when there is none, with the ways to get one
   */
  public static Kind choose(Wish wish, Machine machine) {
    if (wish.kubeconfig().isPresent()) {
      if (wish.kind().isPresent() && wish.kind().get() != Kind.EXISTING) {
        throw new ControlPlaneException(
            "--kubeconfig names a cluster, --k3s and --real make one: give only one of them.");
      }
      return Kind.EXISTING;
    }
    if (wish.kind().isPresent()) {
      return demand(wish.kind().get(), machine);
    }
    if (machine.buildsTestCluster()) {
      return Kind.TEST_CLUSTER;
    }
    if (machine.runsDocker()) {
      return Kind.K3S;
    }
    throw new ControlPlaneException(THREE_WAYS);
  }

  private static Kind demand(Kind kind, Machine machine) {
    if (kind == Kind.K3S && !machine.runsDocker()) {
      throw new ControlPlaneException("--k3s needs Docker, and no Docker daemon answers here.");
    }
    if (kind == Kind.TEST_CLUSTER && !machine.buildsTestCluster()) {
      throw new ControlPlaneException(
          "The test cluster needs Go 1.26 on the PATH, or one from 1.21 on that fetches it.");
    }
    if (kind == Kind.REAL_NODES && !machine.lackingForRealNodes().isEmpty()) {
      throw new ControlPlaneException(machine.lackingForRealNodes());
    }
    if (kind == Kind.EXISTING) {
      throw new ControlPlaneException("An existing cluster is named by --kubeconfig FILE.");
    }
    return kind;
  }

  /** Opens the control plane that was chosen; the project's files lie under {@code home}. */
  public static ControlPlane open(Kind kind, Wish wish, Path home) {
    return switch (kind) {
      case EXISTING -> new ExistingControlPlane(wish.kubeconfig().orElseThrow());
      case TEST_CLUSTER -> TestClusterControlPlane.start(home, wish.nodes());
      case REAL_NODES -> RealNodesControlPlane.start(home, wish.nodes());
      case K3S -> K3sControlPlane.start();
    };
  }
}
