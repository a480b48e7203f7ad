package io.swarmoperator.command;

import io.swarmoperator.api.SwarmService;
import io.swarmoperator.print.ServiceList;
import io.swarmoperator.print.View;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code swarm ls}: what {@code docker service ls} prints. */
@Command(name = "ls", aliases = "list", description = "Lists services.")
public final class LsCommand extends ClusterCommand {
  @Option(
      names = {"-A", "--all-namespaces"},
      description = "Services of all namespaces.")
  private boolean everywhere;

  @Option(
      names = {"-q", "--quiet"},
      description = "Prints names only.")
  private boolean quiet;

  @Mixin private Output output;

  @Override
  void run(Cluster cluster) {
    Reach reach = everywhere ? Reach.EVERYWHERE : Reach.HERE;
    if (output.objects()) {
      out().print(output.list(cluster.rawServices(reach)));
      return;
    }
    List<SwarmService> services = ServiceList.sorted(cluster.services(reach));
    if (quiet) {
      services.forEach(s -> out().println(s.getMetadata().getName()));
      return;
    }
    View.Scope scope = everywhere ? View.Scope.ALL_NAMESPACES : View.Scope.ONE_NAMESPACE;
    out().print(ServiceList.of(services, new View(scope, output.width()), clock().instant()));
  }
}
