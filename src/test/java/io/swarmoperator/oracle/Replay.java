package io.swarmoperator.oracle;

import io.swarmoperator.decide.Mode;
import io.swarmoperator.decide.NodeAttribute;
import io.swarmoperator.decide.Request;
import io.swarmoperator.decide.ServiceSpec;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.SimulatedCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Does again in the simulated cluster what was done to a service in a recording. */
final class Replay {
  /** The story is told beyond the end, for what comes later than in the recording. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  private final Script script;
  private final RecordedOrder order;
  private final SimulatedCluster cluster;
  private final Instant origin;
  private final NodeNames nodes;
  private final StoryTeller teller;

  private Replay(Script script, RecordedTasks tasks, List<String> recordedNodes) {
    this.script = script;
    this.order = new RecordedOrder(script.touched());
    Setting setting = Setting.nodes(0).decidedBy(order);
    this.cluster = new SimulatedCluster(script.created(), setting);
    this.origin = cluster.now().minus(script.createdAt());
    this.nodes = script.nodes();
    this.teller = new StoryTeller(cluster, origin, nodes, tasks);
    recordedNodes.forEach(this::addNode);
    cluster.follow(tasks);
    cluster.listen(teller);
  }

  /**
   * The story of the replay.
   *
   * @param tasks what became of each task on its node
   */
  static Story of(Script script, RecordedTasks tasks, List<String> nodes) {
    return new Replay(script, tasks, nodes).play();
  }

  private Story play() {
    for (Command command : script.commands()) {
      // what was done to nodes before the service was created is found by it
      if (command.at().compareTo(script.createdAt()) > 0) {
        cluster.runUntil(origin.plus(command.at()));
        carryOut(command);
        cluster.runUntil(origin.plus(command.at()));
        order.timePassed();
      } else {
        carryOut(command);
      }
    }
    cluster.runUntil(origin.plus(script.end()).plus(MARGIN));
    return teller.story();
  }

  private void carryOut(Command command) {
    order.commanded(
        command instanceof Command.Apply apply
            && replicas(apply.declared().spec()) < replicas(cluster.view().spec()));
    if (command instanceof Command.Apply apply) {
      cluster.apply(apply.declared());
    } else if (command instanceof Command.Rollback) {
      cluster.request(Request.Kind.ROLLBACK, "previous");
    } else if (command instanceof Command.Resume) {
      cluster.request(Request.Kind.RESUME, "true");
    } else if (command instanceof Command.SetAvailability set) {
      cluster.availability(nodes.simulated(set.node()), set.availability());
    } else if (command instanceof Command.Label label) {
      cluster.label(nodes.simulated(label.node()), label.key(), label.value());
    } else if (command instanceof Command.CutOff cutOff) {
      cluster.cutOff(nodes.simulated(cutOff.node()));
    } else if (command instanceof Command.NodeDown down) {
      cluster.nodeDown(nodes.simulated(down.node()));
    } else if (command instanceof Command.NodeUp up) {
      cluster.nodeUp(nodes.simulated(up.node()));
    } else if (command instanceof Command.RemoveNode remove) {
      cluster.removeNode(nodes.simulated(remove.node()));
    }
  }

  private void addNode(String recorded) {
    String node = nodes.simulated(recorded);
    cluster.addNode(node);
    cluster.label(node, NodeAttribute.HOSTNAME_LABEL, recorded);
  }

  private static int replicas(ServiceSpec spec) {
    return spec.mode() instanceof Mode.Replicated replicated ? replicated.replicas() : 0;
  }
}
