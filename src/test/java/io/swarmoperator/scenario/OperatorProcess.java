package io.swarmoperator.scenario;

import io.swarmoperator.cli.Main;
import io.swarmoperator.sandbox.ControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code swarm run} as a process of its own. */
public final class OperatorProcess implements AutoCloseable {
  private static final long LIMIT_SECONDS = 60;

  private final Path log;
  private final Process process;

  private OperatorProcess(List<String> command) {
    try {
      log = Files.createTempFile("operator", ".log");
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Started by the launcher, as a user starts it. */
  public static OperatorProcess launched(ControlPlane cluster, String namespace) {
    List<String> command = new ArrayList<>(List.of("./swarm"));
    command.addAll(run(cluster, namespace));
    return new OperatorProcess(command);
  }

  /** One that waits for the lease of its namespace. */
  static OperatorProcess leading(ControlPlane cluster, String namespace) {
    return with(cluster, namespace, "--leader-elect", "--lease-namespace", namespace);
  }

  /** One whose log lines have a format. */
  static OperatorProcess logging(ControlPlane cluster, String namespace, String format) {
    return with(cluster, namespace, "--log-format", format);
  }

  /** The program with arguments of the caller's. */
  public static OperatorProcess with(List<String> arguments) {
    List<String> command = java();
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(arguments);
    return new OperatorProcess(command);
  }

  private static OperatorProcess with(ControlPlane cluster, String namespace, String... options) {
    List<String> arguments = new ArrayList<>(run(cluster, namespace));
    arguments.addAll(List.of(options));
    return with(arguments);
  }

  private static List<String> java() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new ArrayList<>(List.of(java.toString(), "-XX:+UseSerialGC"));
  }

  private static List<String> run(ControlPlane cluster, String namespace) {
    return List.of(
        "run",
        "--kubeconfig",
        cluster.kubeconfig().toString(),
        "--namespace",
        namespace,
        "--http-port",
        "-1");
  }

  /** SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** Waits for its end. */
  public int exitCode() throws InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("it doesn't end:\n" + output());
    }
    return process.exitValue();
  }

  /** All that it has printed. */
  public String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
      Files.deleteIfExists(log);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
