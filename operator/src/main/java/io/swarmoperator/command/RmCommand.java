package io.swarmoperator.command;

import io.swarmoperator.api.SwarmService;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code swarm rm}: what {@code docker service rm} does. */
@Command(name = "rm", aliases = "remove", description = "Removes services with their tasks.")
public final class RmCommand extends ClusterCommand {
  @Parameters(paramLabel = "SERVICE", arity = "1..*", description = "Names of services.")
  private List<String> names = new ArrayList<>();

  @Override
  void run(Cluster cluster) {
    OneByOne each = new OneByOne(cluster.server());
    names.forEach(name -> each.act("", () -> remove(cluster, cluster.service(name))));
    each.end();
  }

  private void remove(Cluster cluster, SwarmService service) {
    cluster.resource(service.getMetadata().getName()).delete();
    out().println(service.getMetadata().getName());
    Declarations.ofAll(service).ifPresent(this::note);
  }
}
