package io.swarmoperator.command;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.print.ServiceList;
import io.swarmoperator.print.View;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
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
      names = {"-f", "--filter"},
      paramLabel = "KEY=VALUE",
      description =
          "Only services with such an id or name (its beginning), label (KEY or KEY=VALUE) or mode;"
              + " may be repeated.")
  private List<String> asked = new ArrayList<>();

  @Mixin private Output output;

  @Override
  void run(Cluster cluster) {
    Reach reach = everywhere ? Reach.EVERYWHERE : Reach.HERE;
    Predicate<SwarmService> filter = Filters.services(asked);
    boolean names = output.names();
    if (output.objects().isPresent()) {
      List<GenericKubernetesResource> objects = cluster.rawServices(reach);
      if (!asked.isEmpty()) {
        objects = objects.stream().filter(Filters.raw(SwarmService.class, filter)).toList();
      }
      out().print(output.objects().get().list(objects));
      return;
    }
    List<SwarmService> services =
        ServiceList.sorted(cluster.services(reach)).stream().filter(filter).toList();
    if (names) {
      services.forEach(s -> out().println(s.getMetadata().getName()));
      return;
    }
    View.Scope scope = everywhere ? View.Scope.ALL_NAMESPACES : View.Scope.ONE_NAMESPACE;
    out()
        .print(
            ServiceList.of(
                services,
                HeldRevisions.of(services, cluster, this::note),
                new View(scope, output.width()),
                clock().instant()));
  }
}
