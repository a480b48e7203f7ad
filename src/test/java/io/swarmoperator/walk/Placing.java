package io.swarmoperator.walk;

import io.swarmoperator.decide.Availability;
import io.swarmoperator.decide.NodeView;
import io.swarmoperator.sim.ApiObject;

/**
 * No node ever has more pods of the service than max replicas per node (S§9.2), and at rest none
 * has a task that its labels no longer allow (S§10.5), unless a rollout has still to see to it.
 */
final class Placing extends Check {
  Placing(Chronicle chronicle) {
    super(chronicle);
  }

  @Override
  void pod(Life life) {
    int most = chronicle().placement().maxReplicasPerNode();
    boolean placed = most > 0 && !life.node.isEmpty() && life.atWork();
    if (!placed) {
      return;
    }
    judged();
    long there =
        chronicle().feed().pods().stream()
            .filter(p -> p.facts().nodeName().equals(life.node) && !p.finished())
            .count();
    if (there > most) {
      offend(there + " tasks are on " + life.node + ", at most " + most + " may be: " + life);
    }
  }

  @Override
  void atRest() {
    boolean rollout =
        chronicle()
            .memory()
            .rollout()
            .filter(r -> r.state().active() || r.state().paused())
            .isPresent();
    if (!rollout) {
      chronicle().feed().pods().stream().filter(this::misplaced).forEach(this::tell);
    }
  }

  private void tell(ApiObject.Pod pod) {
    offend(pod.name() + " is on " + pod.facts().nodeName() + ", which is not for it");
  }

  private boolean misplaced(ApiObject.Pod pod) {
    ApiObject.Node node = chronicle().feed().nodes().get(pod.facts().nodeName());
    return node != null
        && !pod.finished()
        && node.facts().availability() == Availability.ACTIVE
        && node.facts().health() == NodeView.Health.READY
        && !chronicle().target().placement().allows(node.facts());
  }
}
