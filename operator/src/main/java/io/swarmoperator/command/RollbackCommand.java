package io.swarmoperator.command;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code swarm rollback}: what {@code docker service rollback} does, or to any kept revision. */
@Command(
    name = "rollback",
    description =
        "Rolls a service back to its previous revision; asked for twice it toggles. The declared"
            + " spec stays as it is and is held back.")
public final class RollbackCommand extends ClusterCommand {
  @Parameters(paramLabel = "SERVICE", description = "Name of the service.")
  private String name;

  @Option(
      names = "--to",
      paramLabel = "N",
      description = "The number of the revision, of those that swarm history lists.")
  private Optional<Long> revision = Optional.empty();

  @Mixin private Following following;

  @Override
  void run(Cluster cluster) {
    String wanted = revision.map(String::valueOf).orElse(Rollback.PREVIOUS);
    Change change = new Rollback(cluster, cluster.service(name)).to(wanted);
    out().println(name);
    change.follow(following, audience());
  }
}
