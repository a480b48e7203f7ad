package io.swarmoperator.docs;

import io.swarmoperator.sandbox.Commands;
import io.swarmoperator.sandbox.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A shell as a reader of the documentation has it: kubectl knows the cluster and the namespace. */
final class Terminal {
  private final Path programs;
  private final String namespace;

  Terminal(Path directory, ControlPlane cluster, String namespace) throws IOException {
    this.programs = Files.createDirectories(directory.resolve("bin"));
    this.namespace = namespace;
    String words =
        cluster.kubectl().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    Path kubectl =
        Files.writeString(
            programs.resolve("kubectl"),
            "#!/bin/sh\nPATH='%s' exec %s --kubeconfig='%s' --namespace='%s' \"$@\"\n"
                .formatted(System.getenv("PATH"), words, cluster.kubeconfig(), namespace));
    if (!kubectl.toFile().setExecutable(true)) {
      throw new IOException(kubectl + " can't be made a program");
    }
  }

  /** Types a command where the project's files lie. */
  Commands.Result type(String command) {
    return Commands.run(
        List.of("env", "PATH=" + programs + ":" + System.getenv("PATH"), "bash", "-c", command));
  }

  /** What was printed, without what differs from run to run: ids, ages, nodes, widths. */
  List<String> plain(List<String> lines) {
    return lines.stream()
        .map(line -> line.replaceAll("\\bz[0-9a-z]{24}\\b", "ID"))
        .map(line -> line.replaceAll("\\b(\\d+m)?\\d+s$", "AGE"))
        .map(line -> line.replaceAll("\\bn[123]\\b", "NODE"))
        .map(line -> line.replaceAll("\\b" + Pattern.quote(namespace) + "\\b", "default"))
        // newer ones say where
        .map(line -> line.replaceAll(" deleted from default namespace$", " deleted"))
        .map(line -> line.replaceAll("\\s+", " ").strip())
        .toList();
  }
}
