package io.swarmoperator.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Runs the commands that look at a cluster against a stand-in for one, for the sake of the classes
 * that are loaded by it, as {@link RehearseCommand} does for the operator.
 */
@Command(name = "rehearse-commands", hidden = true)
final class RehearseCommandsCommand implements Callable<Integer> {
  private static final List<List<String>> COMMANDS =
      List.of(List.of("ps"), List.of("ls"), List.of("node", "ls"));

  @Override
  public Integer call() throws IOException, GeneralSecurityException, InterruptedException {
    Path directory = Files.createTempDirectory("swarm-rehearsal");
    Path kubeconfig = directory.resolve("kubeconfig");
    int failed = run("--help");
    try (RehearsalServer server = RehearsalServer.start(directory)) {
      Files.writeString(kubeconfig, server.kubeconfig());
      for (List<String> command : COMMANDS) {
        failed += run(command, kubeconfig);
      }
    } finally {
      Files.deleteIfExists(kubeconfig);
      Files.deleteIfExists(directory.resolve("keys"));
      Files.delete(directory);
    }
    return failed;
  }

  private static int run(List<String> command, Path kubeconfig) {
    List<String> args = new ArrayList<>(command);
    args.addAll(List.of("--kubeconfig", kubeconfig.toString()));
    return run(args.toArray(String[]::new));
  }

  private static int run(String... args) {
    return Main.commandLine(args).setOut(new PrintWriter(PrintWriter.nullWriter())).execute(args);
  }
}
