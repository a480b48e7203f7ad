package io.swarmoperator.walk;

import io.swarmoperator.decide.Plan;
import io.swarmoperator.faults.Seen;
import io.swarmoperator.sim.ApiObject.Kind;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Once an operator can know that the rollout is paused, by its failures or by the user, it hands
 * out no further slot, and stops nothing for the rollout's sake but in slots that were taken
 * before. What must stop in any case may, and what was told to before.
 */
final class NothingMovesWhilePaused extends Check {
  NothingMovesWhilePaused(Chronicle chronicle) {
    super(chronicle);
  }

  @Override
  public void decided(Seen seen, Plan plan) {
    Optional<Instant> since =
        Stream.of(chronicle().specPausedSince(), chronicle().rolloutPausedSince())
            .flatMap(Optional::stream)
            .min(Comparator.naturalOrder());
    if (since.isEmpty() || seen.knowsUntil(Kind.SERVICE).isBefore(since.get())) {
      return;
    }
    judged();
    Coming.of(seen, plan).values().stream()
        .filter(task -> task.reason().byUpdater())
        .forEach(task -> offend("handed out while paused: " + task));
    Causes causes = new Causes(chronicle(), seen, plan);
    StopsHaveCauses.told(chronicle(), plan).stream()
        .filter(life -> life.known().filter(r -> r.desired().stops()).isEmpty())
        .forEach(life -> look(life, causes));
  }

  private void look(Life life, Causes causes) {
    judged("of what is stopped");
    if (!causes.hasBesideUpdates(life) && !causes.givesWay(life)) {
      offend("stopped for a rollout that is paused: " + life);
    }
  }
}
