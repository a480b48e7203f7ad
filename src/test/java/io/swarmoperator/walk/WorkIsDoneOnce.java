package io.swarmoperator.walk;

import io.swarmoperator.decide.PodView;
import io.swarmoperator.decide.TaskState;
import io.swarmoperator.sim.ApiObject;

/**
 * What a job's task has completed is not run again. What was on a lost node may have been completed
 * without anybody's knowledge, and what is gone with its pod before anybody saw it.
 */
final class WorkIsDoneOnce extends Check {
  WorkIsDoneOnce(Chronicle chronicle) {
    super(chronicle);
  }

  @Override
  void podMade(Life made) {
    if (chronicle().mode().job()) {
      judged();
      chronicle().slot(made.slot()).stream()
          .filter(l -> l != made && l.identity.iteration() == made.identity.iteration())
          .filter(this::completed)
          .findFirst()
          .ifPresent(l -> offend(made + " repeats what " + l + " has completed"));
    }
  }

  private boolean completed(Life life) {
    boolean known = life.record.filter(r -> r.state() == TaskState.COMPLETE).isPresent();
    boolean lost =
        life.podAt.flatMap(at -> chronicle().past().downAfter(life.node, at)).isPresent()
            || life.podAt.filter(at -> chronicle().past().drainedAfter(life.node, at)).isPresent();
    return known
        || (!lost && life.toldAt.isEmpty() && life.pod.filter(this::succeeded).isPresent());
  }

  private boolean succeeded(ApiObject.Pod pod) {
    PodView facts = pod.facts();
    return facts.phase() == PodView.Phase.SUCCEEDED && !facts.deleting() && !facts.disrupted();
  }
}
