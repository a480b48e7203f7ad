package io.swarmoperator.command;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.print.Convergence;
import java.net.HttpURLConnection;
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
  private static final int WRITERS_IN_BETWEEN = 20;

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
        throw new CommandFailure("other flags may not be combined with --rollback");
      }
      Change change = new Rollback(cluster, cluster.service(name)).to(Rollback.PREVIOUS);
      out().println(name);
      change.follow(following, audience());
      return;
    }
    if (wish.isEmpty()) {
      // docker goes on with a paused update then (S§5.9)
      throw new CommandFailure(
          "there is nothing to update; a paused update goes on by swarm resume "
              + name
              + "; see swarm update --help");
    }
    Change change = change(cluster);
    out().println(name);
    change.follow(following, audience());
  }

  /** A list is changed as it was read; when somebody wrote in between it is read again. */
  private Change change(Cluster cluster) {
    for (int conflicts = 0; ; conflicts++) {
      SwarmService before = cluster.service(name);
      Map<String, Object> patch = wish.patch(before);
      try {
        SwarmService after = cluster.merge(before, patch);
        Declarations.of(before, wish.paths(patch)).ifPresent(this::note);
        return new Change(cluster, before, after, Convergence.Expected.TASKS);
      } catch (KubernetesClientException e) {
        if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || conflicts == WRITERS_IN_BETWEEN) {
          throw e;
        }
      }
    }
  }
}
