package io.swarmoperator.scenario;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.cli.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** {@code swarm run} as a process of its own, with the operator's rights and no others. */
public final class OperatorProcess implements AutoCloseable {
  private static final long LIMIT_SECONDS = 60;

  private final Optional<Path> kubeconfig;
  private final Path log;
  private final Process process;

  private OperatorProcess(List<String> command, Optional<Path> kubeconfig) {
    this.kubeconfig = kubeconfig;
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
  public static OperatorProcess launched(KubernetesClient admin) {
    Path kubeconfig = kubeconfig(admin);
    List<String> command = new ArrayList<>(List.of("./swarm"));
    command.addAll(run(kubeconfig, admin.getNamespace()));
    return new OperatorProcess(command, Optional.of(kubeconfig));
  }

  /** One that waits for the lease of its namespace. */
  static OperatorProcess leading(KubernetesClient admin) {
    return with(admin, "--leader-elect", "--lease-namespace", admin.getNamespace());
  }

  /** One whose log lines have a format. */
  static OperatorProcess logging(KubernetesClient admin, String format) {
    return with(admin, "--log-format", format);
  }

  /** The program with arguments of the caller's. */
  public static OperatorProcess with(List<String> arguments) {
    return with(arguments, Optional.empty());
  }

  /** One whose Java virtual machine has options of the caller's. */
  public static OperatorProcess under(KubernetesClient admin, List<String> jvmOptions) {
    Path kubeconfig = kubeconfig(admin);
    List<String> command = java();
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(run(kubeconfig, admin.getNamespace()));
    return new OperatorProcess(command, Optional.of(kubeconfig));
  }

  private static OperatorProcess with(List<String> arguments, Optional<Path> kubeconfig) {
    List<String> command = java();
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(arguments);
    return new OperatorProcess(command, kubeconfig);
  }

  private static OperatorProcess with(KubernetesClient admin, String... options) {
    Path kubeconfig = kubeconfig(admin);
    List<String> arguments = new ArrayList<>(run(kubeconfig, admin.getNamespace()));
    arguments.addAll(List.of(options));
    return with(arguments, Optional.of(kubeconfig));
  }

  private static Path kubeconfig(KubernetesClient admin) {
    try {
      return Files.writeString(
          Files.createTempFile("operator", ".kubeconfig"), OperatorRights.kubeconfig(admin));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> java() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new ArrayList<>(List.of(java.toString(), "-XX:+UseSerialGC"));
  }

  private static List<String> run(Path kubeconfig, String namespace) {
    return List.of(
        "run",
        "--kubeconfig",
        kubeconfig.toString(),
        "--namespace",
        namespace,
        "--http-port",
        "-1");
  }

  /** The process itself, for who wants to know what it uses. */
  public ProcessHandle handle() {
    return process.toHandle();
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
      if (kubeconfig.isPresent()) {
        Files.deleteIfExists(kubeconfig.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
