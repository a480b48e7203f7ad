package io.swarmoperator.command;

import io.swarmoperator.api.SwarmService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code swarm rm}: what {@code docker service rm} does. */
@Command(name = "rm", aliases = "remove", description = "Removes services with their tasks.")
public final class RmCommand extends ClusterCommand {
  @Parameters(paramLabel = "SERVICE", arity = "1..*", description = "Names of services.")
  private List<String> names = new ArrayList<>();

  @Override
  void run(Cluster cluster) {
    List<String> missing = new ArrayList<>();
    for (String name : names) {
      Optional<SwarmService> service = cluster.find(name);
      service.ifPresentOrElse(s -> remove(cluster, s), () -> missing.add(name));
    }
    if (!missing.isEmpty()) {
      throw new CommandFailure(notFound(missing));
    }
  }

  private static String notFound(List<String> names) {
    return names.stream()
        .map(name -> "service " + name + " not found")
        .collect(Collectors.joining("; "));
  }

  private void remove(Cluster cluster, SwarmService service) {
    cluster.resource(service.getMetadata().getName()).delete();
    out().println(service.getMetadata().getName());
    Declarations.ofAll(service).ifPresent(this::note);
  }
}
