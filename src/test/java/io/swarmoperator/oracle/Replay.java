package io.swarmoperator.oracle;

import io.swarmoperator.decide.Request;
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
  private final StoryTeller teller;

  private Replay(Script script, RecordedTasks tasks, List<String> nodes) {
    this.script = script;
    this.order = new RecordedOrder(script.touched());
    Setting setting = Setting.nodes(0).decidedBy(order);
    this.cluster = new SimulatedCluster(script.created(), setting);
    this.origin = cluster.now().minus(script.createdAt());
    this.teller = new StoryTeller(cluster, origin, tasks);
    nodes.forEach(cluster::addNode);
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
      cluster.runUntil(origin.plus(command.at()));
      carryOut(command);
      cluster.runUntil(origin.plus(command.at()));
      order.timePassed();
    }
    cluster.runUntil(origin.plus(script.end()).plus(MARGIN));
    return teller.story();
  }

  private void carryOut(Command command) {
    order.commanded(
        command instanceof Command.Apply apply
            && apply.declared().spec().replicas() < cluster.view().spec().replicas());
    if (command instanceof Command.Apply apply) {
      cluster.apply(apply.declared());
    } else if (command instanceof Command.Rollback) {
      cluster.request(Request.Kind.ROLLBACK, "previous");
    } else if (command instanceof Command.Resume) {
      cluster.request(Request.Kind.RESUME, "true");
    } else if (command instanceof Command.SetAvailability set) {
      cluster.availability(set.node(), set.availability());
    } else if (command instanceof Command.CutOff cutOff) {
      cluster.cutOff(cutOff.node());
    } else if (command instanceof Command.NodeDown down) {
      cluster.nodeDown(down.node());
    } else if (command instanceof Command.NodeUp up) {
      cluster.nodeUp(up.node());
    } else if (command instanceof Command.RemoveNode remove) {
      cluster.removeNode(remove.node());
    }
  }
}
