package io.swarmoperator.command;

import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.print.RevisionList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code swarm history}: the revisions that a service can be rolled back to. */
@Command(
    name = "history",
    description = "Lists the revisions of a service, newest first; swarm rollback --to takes one.")
public final class HistoryCommand extends ClusterCommand {
  @Parameters(paramLabel = "SERVICE", description = "Name of the service.")
  private String name;

  @Mixin private Output output;

  @Override
  void run(Cluster cluster) {
    SwarmService service = cluster.service(name);
    List<ControllerRevision> revisions = cluster.revisions(service);
    out()
        .print(
            output.objects()
                ? output.list(RevisionList.sorted(revisions))
                : RevisionList.of(service, revisions, clock().instant()));
  }
}
