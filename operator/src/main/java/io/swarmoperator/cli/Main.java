package io.swarmoperator.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.command.HistoryCommand;
import io.swarmoperator.command.InspectCommand;
import io.swarmoperator.command.LogsCommand;
import io.swarmoperator.command.LsCommand;
import io.swarmoperator.command.NodeCommand;
import io.swarmoperator.command.OptionsFirst;
import io.swarmoperator.command.PauseCommand;
import io.swarmoperator.command.PsCommand;
import io.swarmoperator.command.ResumeCommand;
import io.swarmoperator.command.RmCommand;
import io.swarmoperator.command.RollbackCommand;
import io.swarmoperator.command.ScaleCommand;
import io.swarmoperator.command.UpdateCommand;
import io.swarmoperator.operator.OperatorOptions;
import io.swarmoperator.operator.OperatorRuntime;
import io.swarmoperator.plan.PlanCommand;
import io.swarmoperator.sandbox.SandboxCommand;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line {@code swarm}: it only dispatches, each sub-command is a class of its own. */
@Command(
    name = "swarm",
    description = "Docker Swarm's service contract on Kubernetes.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    preprocessor = OptionsFirst.class)
public final class Main implements Runnable {

  private static final int FAILED = 1;

  /** Those that stay up and log what they do. */
  private static final Set<String> LOGGING = Set.of("run", "sandbox", "rehearse");

  private static final List<String> COMMANDS =
      List.of(
          "ls",
          "ps",
          "inspect",
          "logs",
          "scale",
          "update",
          "rollback",
          "history",
          "pause",
          "resume",
          "rm",
          "node",
          "completion",
          "crds",
          "plan",
          "rehearse",
          "rehearse-commands",
          "run",
          "sandbox");

  @Spec private CommandSpec spec;

  private Main() {}

  /** Without a command it tells which there are, as docker and kubectl do. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** Runs the sub-command that the arguments name and ends the process with its exit code. */
  public static void main(String[] args) {
    if (!LOGGING.contains(OptionsFirst.command(args))) {
      // what a client logs is for those who run one for long, and a start spends a fifth on it
      System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
      System.setProperty("slf4j.internal.verbosity", "WARN");
      System.setOut(StandardOutput.orTheEnd());
    }
    System.exit(commandLine(args).execute(args));
  }

  /** Not a map of constructors: linking those that aren't called costs each start its share. */
  private static Object command(String name) {
    return switch (name) {
      case "ls" -> new LsCommand();
      case "ps" -> new PsCommand();
      case "inspect" -> new InspectCommand();
      case "logs" -> new LogsCommand();
      case "scale" -> new ScaleCommand();
      case "update" -> new UpdateCommand();
      case "rollback" -> new RollbackCommand();
      case "history" -> new HistoryCommand();
      case "pause" -> new PauseCommand();
      case "resume" -> new ResumeCommand();
      case "rm" -> new RmCommand();
      case "node" -> new NodeCommand();
      case "completion" -> new CompletionCommand();
      case "crds" -> new CrdsCommand();
      case "plan" -> new PlanCommand();
      case "rehearse" -> new RehearseCommand();
      case "rehearse-commands" -> new RehearseCommandsCommand();
      case "run" -> new RunCommand();
      case "sandbox" -> new SandboxCommand(Main::startOperator);
      default -> throw new IllegalArgumentException("there is no command " + name);
    };
  }

  /**
   * The command line with its sub-commands, for running it in the process.
   *
   * @param args that it will be given: the sub-command that they name is the only one that is made,
   *     each costs a command its start; without one all are
   */
  public static CommandLine commandLine(String... args) {
    CommandLine line = new CommandLine(new Main());
    String named = OptionsFirst.command(args);
    if (COMMANDS.contains(named)) {
      line.addSubcommand(command(named));
    } else {
      for (String name : COMMANDS) {
        line.addSubcommand(command(name));
      }
    }
    return line.setExecutionExceptionHandler(new Failed())
        .setParameterExceptionHandler(new WrongArguments())
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  private static AutoCloseable startOperator(KubernetesClient client) {
    return OperatorRuntime.start(client, OperatorOptions.defaults());
  }

  /**
   * A failure that a user can mend is one line; what is left is a defect and keeps its trace. A
   * class with a name: the archive of classes can't hold picocli's interface when a lambda has it.
   */
  private static final class Failed implements CommandLine.IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(
        Exception failure, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
      Optional<String> line = ErrorLines.of(failure);
      if (line.isEmpty()) {
        throw failure;
      }
      command.getErr().println("swarm: " + line.get());
      return FAILED;
    }
  }

  /** Tells the version that the jar's manifest holds. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"swarm " + (version == null ? "(not packaged)" : version)};
    }
  }
}
