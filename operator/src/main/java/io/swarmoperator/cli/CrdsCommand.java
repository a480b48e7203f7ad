package io.swarmoperator.cli;

import io.swarmoperator.api.CustomResourceDefinitions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code swarm crds}: prints the definitions of the operator's kinds. */
@Command(
    name = "crds",
    description = "Prints the CustomResourceDefinitions, fit for: kubectl apply --server-side -f -",
    mixinStandardHelpOptions = true)
final class CrdsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().getOut().print(CustomResourceDefinitions.yaml());
    spec.commandLine().getOut().flush();
  }
}
