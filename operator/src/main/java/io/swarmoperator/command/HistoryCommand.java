package io.swarmoperator.command;

import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.print.RevisionList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code swarm history}: the revisions that a service can be rolled back to. */
@Command(
    name = "history",
    description = "Lists the revisions of a service, newest first; swarm rollback --to takes one.")
public final class HistoryCommand extends ClusterCommand {
  @Parameters(paramLabel = "SERVICE", description = "Name of the service.")
  private String name;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "json or yaml prints the objects themselves. Default: a table.")
  private Optional<Manifests> form = Optional.empty();

  @Override
  void run(Cluster cluster) {
    SwarmService service = cluster.service(name);
    List<ControllerRevision> revisions = cluster.revisions(service);
    out()
        .print(
            form.map(f -> f.list(RevisionList.sorted(revisions)))
                .orElseGet(() -> RevisionList.of(service, revisions, clock().instant())));
  }
}
