package io.swarmoperator.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The test cluster with nodes that run real containers: kubelet, containerd, kube-proxy and DNS.
 * The process that keeps the nodes takes them away when its standard input closes, so they go with
 * this JVM whatever ends it.
 */
public final class RealNodesControlPlane implements ControlPlane {
  private static final String READY = "ready";
  private static final long LONGEST_END_SECONDS = 120;
  private static final Map<String, String> WITH_SERVICES = Map.of("SERVICES", "1");

  /** Short: containerd's sockets lie deep below it, and a socket's path has 107 characters. */
  private static final String PREFIX = "sw";

  /** The kubelets have the feature too: a process gets the signal that its service declares. */
  private static final List<String> STOP_SIGNALS =
      List.of("--apiserver-flags", "--feature-gates=ContainerStopSignals=true");

  private final TestClusterControlPlane cluster;
  private final Process nodes;

  private RealNodesControlPlane(TestClusterControlPlane cluster, Process nodes) {
    this.cluster = cluster;
    this.nodes = nodes;
  }

  /** The script that builds and runs real nodes. */
  static Path source(Path home) {
    return home.resolve("src/test/cluster/real/real-nodes");
  }

  /**
   * What this machine lacks to run real nodes, in words; empty when it lacks nothing but the build.
   *
   * @param home where the project's files lie
   */
  public static String lacking(Path home) {
    List<String> missing = new ArrayList<>();
    if (!Machine.local(home).buildsTestCluster()) {
      missing.add("Go 1.26");
    }
    if (!"root".equals(System.getProperty("user.name"))) {
      missing.add("root");
    }
    for (String program : List.of("runc", "iptables", "ip", "busybox")) {
      if (!Machine.onPath(program) && !Files.isExecutable(Path.of("/usr/sbin", program))) {
        missing.add(program);
      }
    }
    if (!Files.isExecutable(Path.of("/usr/lib/cni/bridge"))) {
      missing.add("containernetworking-plugins");
    }
    return missing.isEmpty()
        ? ""
        : "Real nodes need root, Go 1.26 and, from Debian, runc containernetworking-plugins iptables"
            + " iproute2 busybox-static; missing here: "
            + String.join(", ", missing)
            + ".";
  }

  /** Builds what was never built, starts a control plane and the nodes, and waits for them. */
  public static RealNodesControlPlane start(Path home, int count) {
    String lacking = lacking(home);
    if (!lacking.isEmpty()) {
      throw new ControlPlaneException(lacking);
    }
    BuildScript.run(
        "What real nodes consist of", List.of(source(home).toString(), "build"), WITH_SERVICES);
    var cluster = TestClusterControlPlane.start(home, 0, PREFIX, STOP_SIGNALS);
    try {
      var process = new ProcessBuilder(command(home, cluster, count));
      process.environment().putAll(WITH_SERVICES);
      process.redirectError(ProcessBuilder.Redirect.to(cluster.file("real-nodes.log")));
      var nodes = new RealNodesControlPlane(cluster, process.start());
      var leash = Leash.on(nodes.nodes, nodes::close);
      try {
        nodes.awaitReady();
      } finally {
        leash.release();
      }
      return nodes;
    } catch (IOException e) {
      cluster.close();
      throw new ControlPlaneException("The real nodes didn't start: " + e.getMessage(), e);
    }
  }

  private static List<String> command(Path home, TestClusterControlPlane cluster, int count) {
    // a session of its own: a Ctrl-C in the terminal is for us alone
    return List.of(
        "setsid",
        source(home).toString(),
        "hold",
        cluster.kubeconfig().getParent().toString(),
        Integer.toString(count));
  }

  private void awaitReady() throws IOException {
    var lines =
        new BufferedReader(new InputStreamReader(nodes.getInputStream(), StandardCharsets.UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals(READY)) {
        return;
      }
    }
    var why = Files.readString(cluster.file("real-nodes.log").toPath()).strip();
    close();
    throw new ControlPlaneException("The real nodes didn't become ready: " + why);
  }

  /** Gives every node the images of a file, as docker save or Jib write it. */
  public void importImages(Path home, Path file) {
    Commands.Result imported =
        Commands.run(
            List.of(
                source(home).toString(),
                "import",
                cluster.kubeconfig().getParent().toString(),
                file.toString()));
    if (imported.exitCode() != 0) {
      throw new ControlPlaneException("The nodes don't take " + file + ": " + imported.text());
    }
  }

  @Override
  public Path kubeconfig() {
    return cluster.kubeconfig();
  }

  @Override
  public String description() {
    return "the test cluster with real nodes";
  }

  @Override
  public List<String> kubectl() {
    return cluster.kubectl();
  }

  @Override
  public String hint() {
    return "Images on these nodes: alpine (latest, 3.7, 3.8) and busybox, made of this machine's"
        + " busybox. Others can't be pulled, there is no registry; docker.com is this machine.";
  }

  @Override
  public CompletableFuture<Void> ended() {
    return CompletableFuture.anyOf(cluster.ended(), nodes.onExit()).thenAccept(ended -> {});
  }

  @Override
  public void close() {
    try {
      nodes.getOutputStream().close();
      if (!nodes.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
        nodes.destroyForcibly();
      }
    } catch (IOException e) {
      nodes.destroyForcibly();
    } catch (InterruptedException e) {
      nodes.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    cluster.close();
  }
}
