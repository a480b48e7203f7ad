package io.swarmoperator.command;

import io.fabric8.kubernetes.api.model.Node;
import io.swarmoperator.print.NodeList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code swarm node ls}: what {@code docker node ls} prints. */
@Command(name = "ls", aliases = "list", description = "Lists nodes.")
final class NodeListCommand extends ClusterCommand {
  @Mixin private Output output;

  @Override
  void run(Cluster cluster) {
    List<Node> nodes = cluster.client().nodes().list().getItems();
    out().print(output.objects() ? output.list(nodes) : NodeList.of(nodes, output.width()));
  }
}
