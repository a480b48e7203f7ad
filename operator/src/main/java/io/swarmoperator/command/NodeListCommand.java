package io.swarmoperator.command;

import io.fabric8.kubernetes.api.model.Node;
import io.swarmoperator.print.NodeList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code swarm node ls}: what {@code docker node ls} prints. */
@Command(name = "ls", aliases = "list", description = "Lists nodes.")
final class NodeListCommand extends ClusterCommand {
  @Option(
      names = {"-f", "--filter"},
      paramLabel = "KEY=VALUE",
      description =
          "Only nodes with such an id or name (its beginning), role or node.label (KEY or"
              + " KEY=VALUE); may be repeated.")
  private List<String> asked = new ArrayList<>();

  @Mixin private Output output;

  @Override
  void run(Cluster cluster) {
    Predicate<Node> filter = Filters.nodes(asked);
    boolean names = output.names();
    List<Node> nodes = cluster.client().nodes().list().getItems().stream().filter(filter).toList();
    if (names) {
      nodes.forEach(node -> out().println(node.getMetadata().getName()));
      return;
    }
    out()
        .print(
            output
                .objects()
                .map(form -> form.list(nodes))
                .orElseGet(() -> NodeList.of(nodes, output.width())));
  }
}
