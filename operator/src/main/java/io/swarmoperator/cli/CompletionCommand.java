package io.swarmoperator.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code swarm completion}: what makes a shell complete commands, options and names. */
@Command(
    name = "completion",
    description =
        "Prints a script that makes the shell complete commands, options and names, fit for: source"
            + " <(swarm completion bash)",
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Runnable {

  /** The shells; one script serves both. */
  enum Shell {
    bash,
    zsh
  }

  @Parameters(
      paramLabel = "SHELL",
      arity = "0..1",
      description = "${COMPLETION-CANDIDATES}. Default: bash.")
  private Shell shell = Shell.bash;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine()
        .getOut()
        .println("# in the startup file: source <(swarm completion " + shell + ")");
    spec.commandLine().getOut().print(AutoComplete.bash("swarm", Main.commandLine()));
    spec.commandLine().getOut().print(names());
    spec.commandLine().getOut().flush();
  }

  /** What picocli's script can't know, because it is the cluster's. */
  private static String names() {
    try (InputStream in = CompletionCommand.class.getResourceAsStream("names.bash")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
