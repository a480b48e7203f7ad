package io.swarmoperator.command;

import io.fabric8.kubernetes.api.model.Node;
import io.swarmoperator.print.NodeList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code swarm node ls}: what {@code docker node ls} prints. */
@Command(name = "ls", aliases = "list", description = "Lists nodes.")
final class NodeListCommand extends ClusterCommand {
  @Option(
      names = {"-q", "--quiet"},
      description = "Prints names only.")
  private boolean quiet;

  @Mixin private Output output;

  @Override
  void run(Cluster cluster) {
    List<Node> nodes = cluster.client().nodes().list().getItems();
    if (quiet && !output.objects()) {
      nodes.forEach(node -> out().println(node.getMetadata().getName()));
      return;
    }
    out().print(output.objects() ? output.list(nodes) : NodeList.of(nodes, output.width()));
  }
}
