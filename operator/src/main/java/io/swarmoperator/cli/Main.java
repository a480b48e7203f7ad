package io.swarmoperator.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.command.HistoryCommand;
import io.swarmoperator.command.InspectCommand;
import io.swarmoperator.command.LogsCommand;
import io.swarmoperator.command.LsCommand;
import io.swarmoperator.command.NodeCommand;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line {@code swarm}: it only dispatches, each sub-command is a class of its own. */
@Command(
    name = "swarm",
    description = "Docker Swarm's service contract on Kubernetes.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Main {

  private static final int FAILED = 1;

  /** Those that stay up and log what they do. */
  private static final Set<String> LOGGING = Set.of("run", "sandbox", "rehearse");

  private static final Map<String, Supplier<Object>> COMMANDS = commands();

  private Main() {}

  /** Runs the sub-command that the arguments name and ends the process with its exit code. */
  public static void main(String[] args) {
    if (args.length == 0 || !LOGGING.contains(args[0])) {
      // what a client logs is for those who run one for long, and a start spends a fifth on it
      System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
      System.setProperty("slf4j.internal.verbosity", "WARN");
    }
    System.exit(commandLine(args).execute(args));
  }

  private static Map<String, Supplier<Object>> commands() {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("ls", LsCommand::new);
    commands.put("ps", PsCommand::new);
    commands.put("inspect", InspectCommand::new);
    commands.put("logs", LogsCommand::new);
    commands.put("scale", ScaleCommand::new);
    commands.put("update", UpdateCommand::new);
    commands.put("rollback", RollbackCommand::new);
    commands.put("history", HistoryCommand::new);
    commands.put("pause", PauseCommand::new);
    commands.put("resume", ResumeCommand::new);
    commands.put("rm", RmCommand::new);
    commands.put("node", NodeCommand::new);
    commands.put("completion", CompletionCommand::new);
    commands.put("crds", CrdsCommand::new);
    commands.put("plan", PlanCommand::new);
    commands.put("rehearse", RehearseCommand::new);
    commands.put("rehearse-commands", RehearseCommandsCommand::new);
    commands.put("run", RunCommand::new);
    commands.put("sandbox", () -> new SandboxCommand(Main::startOperator));
    return commands;
  }

  /**
   * The command line with its sub-commands, for running it in the process.
   *
   * @param args that it will be given: the sub-command that they name is the only one that is made,
   *     each costs a command its start; without one all are
   */
  public static CommandLine commandLine(String... args) {
    CommandLine line = new CommandLine(new Main());
    if (args.length > 0 && COMMANDS.containsKey(args[0])) {
      line.addSubcommand(COMMANDS.get(args[0]).get());
    } else {
      COMMANDS.values().forEach(command -> line.addSubcommand(command.get()));
    }
    return line.setExecutionExceptionHandler(Main::failed)
        .setParameterExceptionHandler(new WrongArguments(line.getParameterExceptionHandler()))
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  /** A failure that a user can mend is one line; what is left is a defect and keeps its trace. */
  private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    String line = ErrorLines.of(failure).orElseThrow(() -> failure);
    command.getErr().println("swarm: " + line);
    return FAILED;
  }

  private static AutoCloseable startOperator(KubernetesClient client) {
    return OperatorRuntime.start(client, OperatorOptions.defaults());
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
