package io.swarmoperator.command;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.swarmoperator.render.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What {@code docker node update --availability} does. */
abstract class NodeAvailabilityCommand extends ClusterCommand {
  @Parameters(paramLabel = "NODE", arity = "1..*", description = "Names of nodes.")
  private List<String> names = new ArrayList<>();

  /** {@code swarm node drain}. */
  @Command(name = "drain", description = "Moves all tasks away from nodes; they get no new ones.")
  static final class Drain extends NodeAvailabilityCommand {
    @Override
    Map<String, ?> change() {
      return available(Labels.DRAIN);
    }
  }

  /** {@code swarm node pause}. */
  @Command(name = "pause", description = "Gives nodes no new tasks; what runs there stays.")
  static final class Pause extends NodeAvailabilityCommand {
    @Override
    Map<String, ?> change() {
      return available(Labels.PAUSE);
    }
  }

  /** {@code swarm node activate}: what is cordoned is uncordoned too, else it would stay paused. */
  @Command(
      name = "activate",
      description = "Gives nodes tasks again, also those that kubectl cordon closed.")
  static final class Activate extends NodeAvailabilityCommand {
    @Override
    Map<String, ?> change() {
      Map<String, Object> change = new HashMap<>(available("active"));
      change.put("spec", Map.of("unschedulable", false));
      return change;
    }
  }

  /** What is changed of the node. */
  abstract Map<String, ?> change();

  private static Map<String, ?> available(String word) {
    return Map.of("metadata", Map.of("labels", Map.of(Labels.AVAILABILITY, word)));
  }

  @Override
  final void run(Cluster cluster) {
    OneByOne each = new OneByOne(cluster.server());
    names.forEach(name -> each.act("", () -> set(cluster, name)));
    each.end();
  }

  private void set(Cluster cluster, String name) {
    // what is no name isn't asked for: it would be part of a path
    boolean possible = name.matches("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");
    Resource<Node> node = possible ? cluster.client().nodes().withName(name) : null;
    if (node == null || node.get() == null) {
      throw new CommandFailure("node " + name + " not found");
    }
    node.patch(Cluster.merging(), Serialization.asJson(change()));
    out().println(name);
  }
}
