package io.swarmoperator.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code swarm node}: its sub-commands are for those who run the cluster. */
@Command(
    name = "node",
    mixinStandardHelpOptions = true,
    description = "Lists nodes and takes them out of service.",
    subcommands = {
      NodeListCommand.class,
      NodeAvailabilityCommand.Drain.class,
      NodeAvailabilityCommand.Pause.class,
      NodeAvailabilityCommand.Activate.class
    },
    synopsisSubcommandLabel = "COMMAND",
    preprocessor = OptionsFirst.class)
public final class NodeCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "swarm node needs one of: ls, drain, pause, activate");
  }
}
