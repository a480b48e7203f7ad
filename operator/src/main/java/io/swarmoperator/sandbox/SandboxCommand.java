package io.swarmoperator.sandbox;

import ch.qos.logback.classic.Level;
import io.swarmoperator.sandbox.ControlPlanes.Kind;
import io.swarmoperator.sandbox.ControlPlanes.Wish;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code swarm sandbox}: a control plane, the operator and an example service, until Ctrl-C. */
@Command(
    name = "sandbox",
    description = {
      "Runs the operator with an example service on a control plane of its own, until Ctrl-C.",
      "Takes the cluster of --kubeconfig, else the test cluster (needs Go), else k3s in Docker."
    },
    mixinStandardHelpOptions = true)
public final class SandboxCommand implements Callable<Integer> {

  private static final int FAILED = 1;
  private static final int SIMULATED_NODES = 3;
  private static final int REAL_NODES = 2;

  private final OperatorStarter operator;

  @Spec private CommandSpec spec;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "Use the cluster of this kubeconfig. What is applied to it stays there.")
  private Path kubeconfig;

  @Option(names = "--k3s", description = "Use k3s in Docker, with one node.")
  private boolean k3s;

  @Option(
      names = "--real",
      description = {
        "Give the test cluster nodes that run real containers: kubelet, containerd, kube-proxy,",
        "DNS. Needs root and, from Debian, runc containernetworking-plugins iptables iproute2",
        "busybox-static; built once, in about five minutes."
      })
  private boolean real;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "Nodes of the test cluster. Default: 3 simulated ones, or 2 real ones.")
  private Integer declaredNodes;

  @Option(
      names = "--tour",
      description = "Show updates, rollbacks and drains, with each command a user would type.")
  private boolean tour;

  @Option(names = "--leave", description = "End when there is nothing more to show.")
  private boolean leave;

  @Option(names = "--verbose", description = "Let the operator's log through.")
  private boolean verbose;

  /** The command, with the operator that it is to run. */
  public SandboxCommand(OperatorStarter operator) {
    this.operator = operator;
  }

  @Override
  public Integer call() {
    if (!verbose) {
      level(Logger.ROOT_LOGGER_NAME, Level.WARN);
      // Warns that the kinds are v1alpha1, which is no news here.
      level("io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils", Level.ERROR);
    }
    var out = spec.commandLine().getOut();
    try {
      return run(out);
    } catch (RuntimeException e) {
      if (Stopping.asked()) {
        return Stopping.EXIT_CODE;
      }
      if (!(e instanceof ControlPlaneException)) {
        throw e;
      }
      out.flush();
      spec.commandLine().getErr().println("swarm: " + e.getMessage());
      return FAILED;
    }
  }

  private static void level(String logger, Level level) {
    ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(logger)).setLevel(level);
  }

  private int run(PrintWriter out) {
    refuseContradictions();
    var home = Home.locate();
    var wish = new Wish(Optional.ofNullable(kubeconfig), kind(), nodes());
    var kind = ControlPlanes.choose(wish, Machine.local(home));
    out.println("Control plane: " + describe(kind) + ".");
    out.flush();
    try (var running = new Running(ControlPlanes.open(kind, wish, home), out)) {
      return running.show(home);
    }
  }

  private void refuseContradictions() {
    if (real && k3s) {
      throw new ControlPlaneException("--k3s and --real make two clusters: give only one of them.");
    }
    if (real && tour) {
      throw new ControlPlaneException("The tour needs simulated nodes: leave --real out.");
    }
    if (nodes() < 1 || (tour && nodes() < 3)) {
      throw new ControlPlaneException(
          "--nodes must be at least " + (tour ? "3 for the tour." : "1."));
    }
  }

  private int nodes() {
    if (declaredNodes != null) {
      return declaredNodes;
    }
    return real ? REAL_NODES : SIMULATED_NODES;
  }

  private Optional<Kind> kind() {
    if (real) {
      return Optional.of(Kind.REAL_NODES);
    }
    return k3s ? Optional.of(Kind.K3S) : Optional.empty();
  }

  private String describe(Kind kind) {
    return switch (kind) {
      case EXISTING -> "the cluster of " + kubeconfig;
      case TEST_CLUSTER -> "the test cluster, with " + nodes() + " simulated nodes";
      case REAL_NODES -> "the test cluster, with " + nodes() + " real nodes";
      case K3S -> "k3s in Docker";
    };
  }

  /** The control plane with the sandbox on it; closed once, by the command or by Ctrl-C. */
  private final class Running implements AutoCloseable {

    private final ControlPlane controlPlane;
    private final Sandbox sandbox;
    private final PrintWriter out;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread hook = new Thread(this::stop, "sandbox-stop");

    Running(ControlPlane controlPlane, PrintWriter out) {
      this.controlPlane = controlPlane;
      this.sandbox = new Sandbox(controlPlane, out);
      this.out = out;
      Runtime.getRuntime().addShutdownHook(hook);
    }

    int show(Path home) {
      var follower = sandbox.start(operator, home);
      if (tour) {
        sandbox.tour(follower);
      }
      if (leave) {
        return 0;
      }
      sandbox.invite();
      follower.show(Follower.Show.EVERYTHING);
      out.println("Changes of services and tasks follow, until Ctrl-C:");
      out.flush();
      return stay();
    }

    private int stay() {
      try {
        controlPlane.ended().join();
      } catch (CompletionException e) {
        throw new ControlPlaneException("The control plane is lost.", e);
      }
      if (closed.get()) {
        return 0;
      }
      throw new ControlPlaneException("The control plane ended by itself.");
    }

    private void stop() {
      out.println();
      out.println("Stopping.");
      out.flush();
      if (!verbose) {
        // what is under way loses its cluster, which is no news either
        level(Logger.ROOT_LOGGER_NAME, Level.OFF);
      }
      release();
    }

    private void release() {
      if (closed.compareAndSet(false, true)) {
        sandbox.close();
        controlPlane.close();
      }
    }

    @Override
    public void close() {
      release();
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // Ctrl-C came first: the hook does the stopping, or finds it done.
      }
    }
  }
}
