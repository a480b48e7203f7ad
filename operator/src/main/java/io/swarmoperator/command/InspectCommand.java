package io.swarmoperator.command;

import io.swarmoperator.api.SwarmService;
import io.swarmoperator.print.HeldImages;
import io.swarmoperator.print.ServicePretty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code swarm inspect}: what {@code docker service inspect} prints. */
@Command(name = "inspect", description = "Shows all that is known of services.")
public final class InspectCommand extends ClusterCommand {
  @Parameters(paramLabel = "SERVICE", arity = "1..*", description = "Names of services.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--pretty", description = "Prints it for people.")
  private boolean pretty;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "json, an array, or yaml, a document for each service. Default: json.")
  private Optional<Manifests> form = Optional.empty();

  @Override
  void run(Cluster cluster) {
    if (pretty && form.isPresent()) {
      throw new CommandFailure("--pretty and --output exclude each other");
    }
    List<String> missing = new ArrayList<>();
    List<SwarmService> services = new ArrayList<>();
    for (String name : names) {
      Optional<SwarmService> service = cluster.find(name);
      service.ifPresentOrElse(services::add, () -> missing.add(name));
    }
    if (pretty) {
      HeldImages held = HeldRevisions.of(services, cluster, this::note);
      services.forEach(s -> out().print(ServicePretty.of(s, held, clock().instant())));
    } else {
      out().print(form.orElse(Manifests.json).array(services.stream().map(cluster::raw).toList()));
    }
    if (!missing.isEmpty()) {
      throw new CommandFailure("no such service: " + String.join(", ", missing));
    }
  }
}
