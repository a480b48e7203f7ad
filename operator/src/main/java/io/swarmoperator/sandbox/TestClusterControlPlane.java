package io.swarmoperator.sandbox;

import java.io.BufferedReader;
import java.io.File;
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
 * The test cluster: a real control plane with simulated nodes, built from the source beside the
 * project and run as a child process. The child stops when its standard input closes, so it dies
 * with this JVM whatever ends it.
 */
public final class TestClusterControlPlane implements ControlPlane, FailableNodes {

  private static final String READY = "ready";

  private final Path binary;
  private final ScratchDirectory directory;
  private final Process process;

  private TestClusterControlPlane(Path binary, ScratchDirectory directory, Process process) {
    this.binary = binary;
    this.directory = directory;
    this.process = process;
  }

  /** The script that builds and runs the test cluster of a project. */
  static Path source(Path home) {
    return home.resolve("src/test/cluster/up");
  }

  /** Builds the cluster when that was never done, starts it and waits until its nodes are Ready. */
  static TestClusterControlPlane start(Path home, int nodes) {
    return start(home, nodes, "swarm-cluster-", List.of());
  }

  /** The same in a directory whose name begins with a prefix, with further words on its command. */
  public static TestClusterControlPlane start(
      Path home, int nodes, String prefix, List<String> more) {
    var binary = build(source(home));
    var leash = Leash.ready();
    try {
      var cluster = leash.start(held -> start(binary, nodes, prefix, more, held));
      cluster.awaitReady();
      return cluster;
    } catch (IOException e) {
      throw new ControlPlaneException("The test cluster didn't start: " + e.getMessage(), e);
    } finally {
      leash.release();
    }
  }

  private static TestClusterControlPlane start(
      Path binary, int nodes, String prefix, List<String> more, Leash leash) throws IOException {
    var directory = ScratchDirectory.make(prefix);
    try {
      var process = new ProcessBuilder(command(binary, directory.path(), nodes, more));
      process.redirectError(directory.path().resolve("up.log").toFile());
      var cluster = new TestClusterControlPlane(binary, directory, process.start());
      leash.hold(cluster.process, cluster::close);
      return cluster;
    } catch (IOException e) {
      directory.close();
      throw e;
    }
  }

  private static List<String> command(Path binary, Path directory, int nodes, List<String> more) {
    var command = new ArrayList<String>();
    if (Machine.onPath("setsid")) {
      // A Ctrl-C in the terminal is for us alone: the operator stops before its API does.
      command.add("setsid");
    }
    command.addAll(List.of(binary.toString(), "up", "--nodes", Integer.toString(nodes)));
    command.addAll(List.of("--until-stdin-closes", "--dir", directory.toString()));
    command.addAll(more);
    return command;
  }

  /** Returns the binary that the build prints. */
  private static Path build(Path script) {
    return Path.of(
        BuildScript.run("The test cluster", List.of(script.toString(), "--build-only"), Map.of()));
  }

  /** Reads up to the line "ready"; the cluster has its own time limit and ends when it passes. */
  private void awaitReady() throws IOException {
    var lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals(READY)) {
        return;
      }
    }
    var why = Files.readString(directory.path().resolve("up.log")).strip();
    close();
    throw new ControlPlaneException("The test cluster didn't become ready: " + why);
  }

  @Override
  public Path kubeconfig() {
    return directory.path().resolve("kubeconfig");
  }

  /** A file of the cluster's own directory, which goes with it. */
  File file(String name) {
    return directory.path().resolve(name).toFile();
  }

  @Override
  public String description() {
    return "the test cluster";
  }

  @Override
  public List<String> kubectl() {
    return Machine.onPath("kubectl")
        ? ControlPlane.super.kubectl()
        : List.of(binary.toString(), "kubectl");
  }

  @Override
  public CompletableFuture<Void> ended() {
    return process.onExit().thenAccept(ended -> {});
  }

  @Override
  public void stopNode(String name) {
    node("stop-node", name);
  }

  @Override
  public void startNode(String name) {
    node("start-node", name);
  }

  private void node(String verb, String name) {
    var result = Commands.run(List.of(binary.toString(), verb, directory.path().toString(), name));
    if (result.exitCode() != 0) {
      throw new ControlPlaneException(verb + " " + name + ": " + result.err().strip());
    }
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    directory.close();
  }
}
