package io.swarmoperator.walk;

import io.swarmoperator.decide.Action;
import io.swarmoperator.decide.Plan;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.faults.Seen;
import io.swarmoperator.sim.ApiObject.Kind;
import java.time.Instant;
import java.util.Optional;

/**
 * Once an operator can know that the rollout is paused, by its failures or by the user, it hands
 * out no further slot.
 */
final class NothingMovesWhilePaused extends Check {
  NothingMovesWhilePaused(Chronicle chronicle) {
    super(chronicle);
  }

  @Override
  public void decided(Seen seen, Plan plan) {
    Optional<Instant> since =
        chronicle().specPausedSince().or(() -> chronicle().rolloutPausedSince());
    if (since.isEmpty() || seen.knowsUntil(Kind.SERVICE).isBefore(since.get())) {
      return;
    }
    plan.steps().stream()
        .flatMap(step -> step.actions().stream())
        .map(NothingMovesWhilePaused::task)
        .flatMap(Optional::stream)
        .filter(task -> task.reason().byUpdater() && chronicle().life(task.name()).isEmpty())
        .forEach(task -> offend("handed out while paused: " + task));
  }

  private static Optional<TaskIdentity> task(Action action) {
    if (action instanceof Action.CreatePod create) {
      return Optional.of(create.task().identity());
    }
    return action instanceof Action.SaveRecord save
        ? Optional.of(save.task().identity())
        : Optional.empty();
  }
}
