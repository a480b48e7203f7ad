package io.swarmoperator.command;

import picocli.CommandLine.Option;

/** Whether a command stays until its change has been carried out. */
final class Following {
  @Option(
      names = {"-d", "--detach"},
      description = "Exits at once instead of waiting for the service to converge.")
  private boolean detach;

  @Option(
      names = {"-q", "--quiet"},
      description = "Shows no progress while it waits.")
  private boolean quiet;

  boolean wanted() {
    return !detach;
  }

  boolean shown() {
    return !quiet;
  }
}
