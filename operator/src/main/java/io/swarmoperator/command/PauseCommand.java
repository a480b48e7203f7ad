package io.swarmoperator.command;

import io.swarmoperator.api.SwarmService;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code swarm pause}: no rollout of a service hands out a further slot. */
@Command(
    name = "pause",
    description =
        "Lets rollouts of a service hand out no further slot; restarts and scaling go on. swarm"
            + " resume ends it.")
public final class PauseCommand extends ClusterCommand {
  @Parameters(paramLabel = "SERVICE", description = "Name of the service.")
  private String name;

  @Override
  void run(Cluster cluster) {
    SwarmService service = cluster.service(name);
    cluster.merge(service, Map.of("spec", Map.of("paused", true)));
    out().println(name);
    Declarations.of(service, List.of("spec.paused")).ifPresent(this::note);
  }
}
