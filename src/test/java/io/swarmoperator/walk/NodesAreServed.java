package io.swarmoperator.walk;

import io.swarmoperator.decide.NodeView;
import io.swarmoperator.decide.RestartCondition;
import io.swarmoperator.decide.RestartPolicy;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.TaskRecord;
import java.util.Collection;
import java.util.List;

/**
 * At rest each node that a global service is for has one of its tasks, and none that is drained or
 * doesn't meet the constraints has one at work (S§7). What a node had before it was paused stays.
 */
final class NodesAreServed extends Check {
  NodesAreServed(Chronicle chronicle) {
    super(chronicle);
  }

  @Override
  void atRest() {
    if (chronicle().mode().perNode()) {
      chronicle().feed().nodes().values().forEach(node -> look(node.facts()));
    }
  }

  private void look(NodeView node) {
    judged();
    Collection<Life> slot = chronicle().slot(SlotId.onNode(node.name()));
    List<Life> live =
        slot.stream()
            .filter(l -> l.record.map(r -> !r.desired().stops()).orElse(l.atWork()))
            .toList();
    boolean ready = node.health() == NodeView.Health.READY;
    boolean takes = chronicle().takes(node);
    boolean leaves =
        ready && !takes && node.availability() != io.swarmoperator.decide.Availability.PAUSE;
    if (takes && live.isEmpty() && !rests(slot)) {
      offend(node.name() + " has no task");
    }
    if (leaves && slot.stream().anyMatch(Life::atWork)) {
      offend(node.name() + " is to have no task: " + live);
    }
  }

  /** What completed for good, or has no attempts left. */
  private boolean rests(Collection<Life> slot) {
    return slot.stream()
        .filter(l -> l.record.isPresent())
        .reduce((older, newer) -> newer)
        .filter(l -> l.record.map(TaskRecord::state).orElseThrow().ended())
        .filter(l -> mayRest(l) && chronicle().iteration() == l.identity.iteration())
        .isPresent();
  }

  private boolean mayRest(Life life) {
    RestartPolicy policy = chronicle().policy(life);
    return chronicle().mode().job()
        || policy.condition() != RestartCondition.ANY
        || policy.maxAttempts() > 0;
  }
}
