package io.swarmoperator.walk;

import io.swarmoperator.decide.Action;
import io.swarmoperator.decide.Mode;
import io.swarmoperator.decide.Plan;
import io.swarmoperator.faults.Seen;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A replicated job never works on more at a time than it may, and on nothing beyond what is to be
 * completed (S§8.2). What the same decision stops, as it is overdue, counts no more.
 */
final class JobSize extends Check {
  private Set<String> stopped = Set.of();

  JobSize(Chronicle chronicle) {
    super(chronicle);
  }

  @Override
  boolean holdsUnderTwo() {
    return false;
  }

  @Override
  public void decided(Seen seen, Plan plan) {
    stopped =
        plan.steps().stream()
            .flatMap(step -> step.actions().stream())
            .filter(Action.DeletePod.class::isInstance)
            .map(action -> ((Action.DeletePod) action).pod())
            .collect(Collectors.toSet());
  }

  @Override
  public void created(Seen seen, Action.CreatePod action, boolean made) {
    if (!made || !(seen.view().spec().mode() instanceof Mode.ReplicatedJob job)) {
      return;
    }
    Life life = chronicle().life(action.task().identity().name()).orElseThrow();
    judged();
    long others =
        chronicle().slots().entrySet().stream()
            .filter(slot -> !slot.getKey().equals(life.slot()))
            .filter(slot -> slot.getValue().values().stream().anyMatch(l -> counts(l, life)))
            .count();
    if (others >= job.maxConcurrent()) {
      offend(life + " is made beside " + others + " others of " + job);
    }
    if (life.slot().number() >= job.totalCompletions()) {
      offend(life + " is made by " + job);
    }
  }

  private boolean counts(Life other, Life made) {
    return other.identity.iteration() == made.identity.iteration()
        && other.atWork()
        && !stopped.contains(other.identity.name())
        && other.toldAt.isEmpty()
        && other.endedAt.isEmpty()
        && !other.pod.orElseThrow().facts().deleting();
  }
}
