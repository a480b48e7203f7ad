package io.swarmoperator.cli;

import io.swarmoperator.command.ClusterCommand;
import io.swarmoperator.command.NodeCommand;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/**
 * Arguments that a command can't take: of those that do what docker does one sentence, as docker
 * says it; of the others the usage too.
 */
final class WrongArguments implements IParameterExceptionHandler {
  private static final int FAILED = 1;

  private final IParameterExceptionHandler others;

  WrongArguments(IParameterExceptionHandler others) {
    this.others = others;
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] args) throws Exception {
    CommandLine command = wrong.getCommandLine();
    Object asked = command.getCommand();
    if (!(asked instanceof ClusterCommand || asked instanceof NodeCommand)) {
      return others.handleParseException(wrong, args);
    }
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println("swarm: " + wrong.getMessage() + "; see " + name + " --help");
    return FAILED;
  }
}
