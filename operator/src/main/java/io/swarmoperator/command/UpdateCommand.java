package io.swarmoperator.command;

import io.swarmoperator.api.SwarmService;
import io.swarmoperator.print.Convergence;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code swarm update}: what {@code docker service update} does to what is changed most. */
@Command(
    name = "update",
    description = "Changes a service. What has no option here is changed by kubectl edit or apply.")
public final class UpdateCommand extends ClusterCommand {
  @Parameters(paramLabel = "SERVICE", description = "Name of the service.")
  private String name;

  @ArgGroup(exclusive = false, multiplicity = "0..1")
  private SpecChange wish = new SpecChange();

  @Option(
      names = "--rollback",
      description = "Goes back to the previous revision, as swarm rollback does.")
  private boolean rollback;

  @Mixin private Following following;

  @Override
  void run(Cluster cluster) {
    if (rollback) {
      if (!wish.isEmpty()) {
        throw new CommandFailure("--rollback goes with no other change");
      }
      Change change = new Rollback(cluster, cluster.service(name)).to(Rollback.PREVIOUS);
      out().println(name);
      change.follow(following, out(), clock());
      return;
    }
    if (wish.isEmpty()) {
      throw new CommandFailure("there is nothing to update; see swarm update --help");
    }
    SwarmService before = cluster.service(name);
    Map<String, Object> patch = wish.patch(before);
    Declarations.of(before, wish.paths(patch)).ifPresent(this::note);
    SwarmService after = cluster.merge(before, patch);
    out().println(name);
    new Change(cluster, before, after, Convergence.Expected.TASKS)
        .follow(following, out(), clock());
  }
}
