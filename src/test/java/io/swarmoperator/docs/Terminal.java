package io.swarmoperator.docs;

import io.swarmoperator.sandbox.Commands;
import io.swarmoperator.sandbox.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A shell as a reader of the documentation has it: in a directory with the project's files, with a
 * kubectl that knows the cluster and the namespace.
 */
public final class Terminal {
  private static final List<String> FILES = List.of("crds", "deploy", "docs", "examples", "helm");

  private static final List<String> STEPS = List.of("overall progress: ", "verify: Waiting ");

  private final Path programs;
  private final Path project;
  private final Path kubeconfig;
  private final String namespace;

  public Terminal(Path directory, ControlPlane cluster, String namespace) throws IOException {
    this.programs = Files.createDirectories(directory.resolve("bin"));
    this.project = Files.createDirectories(directory.resolve("project"));
    this.namespace = namespace;
    this.kubeconfig = Files.copy(cluster.kubeconfig(), directory.resolve("kubeconfig"));
    for (String file : FILES) {
      Commands.Result copied = Commands.run(List.of("cp", "-R", file, project.toString()));
      if (copied.exitCode() != 0) {
        throw new IOException(copied.text());
      }
    }
    copyProcesses(cluster.kubeconfig().toAbsolutePath().getParent(), directory);
    String kubectl =
        cluster.kubectl().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    program(
        programs.resolve("kubectl"),
        "PATH='%s' exec %s --kubeconfig='%s' \"$@\""
            .formatted(System.getenv("PATH"), kubectl, kubeconfig));
    // what ./swarm runs, without a look whether the jar is older than its sources
    program(
        project.resolve("swarm"),
        "exec '%s' -XX:TieredStopAtLevel=1 -cp '%s' io.swarmoperator.cli.Main \"$@\""
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path")));
    Commands.Result current = type("kubectl config set-context --current --namespace=" + namespace);
    if (current.exitCode() != 0) {
      throw new IOException(current.text());
    }
  }

  /** Which process each simulated node is stands beside the kubeconfig. */
  private static void copyProcesses(Path from, Path to) throws IOException {
    try (var files = Files.newDirectoryStream(from, "node-*.pid")) {
      for (Path file : files) {
        Path unused = Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  /** Puts a program on the path of this shell. */
  public void program(String name, String line) throws IOException {
    program(programs.resolve(name), line);
  }

  private static void program(Path file, String line) throws IOException {
    Path written = Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    if (!written.toFile().setExecutable(true)) {
      throw new IOException(file + " can't be made a program");
    }
  }

  /** What was printed, as a page has it. */
  List<String> asWritten(List<String> lines) {
    return lines.stream()
        .map(line -> line.replaceAll("\\b" + Pattern.quote(namespace) + "\\b", "default"))
        .map(String::stripTrailing)
        .toList();
  }

  /** Types a command where the project's files lie. */
  public Commands.Result type(String command) {
    return Commands.run(
        List.of(
            "env",
            "PATH=" + programs + ":" + System.getenv("PATH"),
            "KUBECONFIG=" + kubeconfig,
            "NAMESPACE=" + namespace,
            "SOURCES=" + Path.of("").toAbsolutePath(),
            // a command that waits for what never comes
            "timeout",
            "--kill-after=5",
            "150",
            "bash",
            "-c",
            // both outputs as a reader sees them, in their order
            "exec 2>&1; cd '" + project + "' && { " + command + "\n}"));
  }

  /**
   * What was printed, without what differs from run to run: ids, ages, nodes, widths, and the steps
   * of a progress of which one who looks now and then sees the last.
   */
  List<String> plain(List<String> lines) {
    List<String> plain = new ArrayList<>();
    for (String line : bare(lines)) {
      if (!plain.isEmpty() && isNextStep(plain.get(plain.size() - 1), line)) {
        plain.set(plain.size() - 1, line);
      } else {
        plain.add(line);
      }
    }
    return plain;
  }

  private static boolean isNextStep(String before, String line) {
    return STEPS.stream().anyMatch(step -> before.startsWith(step) && line.startsWith(step));
  }

  private List<String> bare(List<String> lines) {
    return lines.stream()
        .map(
            line ->
                line.replaceAll(
                    "\\b(z[0-9a-z]{11}([0-9a-z]{13})?|[0-9a-f]{12}|[0-9a-f]{32})\\b", "ID"))
        .map(
            line ->
                line.replaceAll(
                    "(?i)(less than a|about an?|\\d+) (second|minute|hour)s? ago\\b", "AGE ago"))
        .map(line -> line.replaceAll("\\b(\\d+m|(\\d+m)?\\d+s)$", "AGE"))
        .map(line -> line.replaceAll("\\bn[123]\\b", "NODE"))
        .map(line -> line.replaceAll("\\b" + Pattern.quote(namespace) + "\\b", "default"))
        .map(line -> line.replaceAll("^(verify: Waiting) \\d+ seconds", "$1 N seconds"))
        // newer ones say where
        .map(line -> line.replaceAll(" deleted from default namespace$", " deleted"))
        .map(line -> line.replaceAll("\\s+", " ").strip())
        .toList();
  }
}
