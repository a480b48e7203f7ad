package io.swarmoperator.plan;

import io.swarmoperator.decide.Rollout;
import io.swarmoperator.decide.RolloutState;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.Declared;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.SimulatedCluster;
import io.swarmoperator.sim.TimelineEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Lets a service be created, and perhaps changed, on a simulated cluster and watches what comes of
 * it.
 */
final class Forecaster {
  /** Restarts of one slot with no other progress, after which the rest is more of the same. */
  private static final int RESTARTS_SHOWN = 3;

  /** The same while a rollout is still under way: its delay may be much longer than a restart's. */
  private static final int RESTARTS_IN_ROLLOUT = 1000;

  private final SimulatedCluster cluster;
  private final SortedMap<Long, String> images = new TreeMap<>();
  private final Map<SlotId, Integer> restarts = new HashMap<>();
  private int seen;

  private Forecaster(Declared declared, int nodes, List<BehaviourRule> failures) {
    cluster = new SimulatedCluster(declared, Setting.nodes(nodes).behaving(failures));
  }

  static Forecast creation(Declared declared, int nodes, List<BehaviourRule> failures) {
    return new Forecaster(declared, nodes, failures).forecast(declared, List.of());
  }

  static Forecast change(Declared before, Declared after, int nodes, List<BehaviourRule> failures) {
    Forecaster forecaster = new Forecaster(before, nodes, List.of());
    forecaster.watch(before);
    List<TimelineEntry> earlier = forecaster.cluster.timeline().entries();
    forecaster.cluster.timeline().restart();
    forecaster.seen = 0;
    forecaster.cluster.behave(failures);
    forecaster.cluster.apply(after);
    return forecaster.forecast(after, earlier);
  }

  private Forecast forecast(Declared declared, List<TimelineEntry> earlier) {
    boolean repeats = watch(declared);
    boolean waits =
        cluster.memory().rollout().map(Rollout::state).filter(RolloutState::active).isPresent();
    Forecast.Ending atRest = waits ? Forecast.Ending.WAITING : Forecast.Ending.AT_REST;
    cluster.view().revisions().forEach((number, revision) -> images.put(number, revision.image()));
    return new Forecast(
        declared.spec().name(),
        images,
        PlanRows.of(earlier, cluster.timeline().entries()),
        repeats ? Forecast.Ending.REPEATING : atRest,
        cluster.timeline().elapsed(),
        cluster.status().orElseThrow(),
        cluster.memory());
  }

  /** Lets time pass; true when it was broken off because tasks are restarted again and again. */
  private boolean watch(Declared declared) {
    restarts.clear();
    int attempts = declared.content().revision().restart().maxAttempts();
    while (cluster.next().isPresent()) {
      cluster.step();
      boolean rolling =
          cluster.memory().rollout().map(Rollout::state).filter(RolloutState::active).isPresent();
      int limit = rolling ? RESTARTS_IN_ROLLOUT : Math.max(RESTARTS_SHOWN, attempts);
      countRestarts();
      if (restarts.values().stream().anyMatch(count -> count > limit)) {
        return true;
      }
    }
    return false;
  }

  private void countRestarts() {
    List<TimelineEntry> entries = cluster.timeline().entries();
    for (TimelineEntry entry : entries.subList(seen, entries.size())) {
      Optional<TaskRecord> made =
          entry instanceof TimelineEntry.TaskChanged change && change.before().isEmpty()
              ? Optional.of(change.task())
              : Optional.empty();
      if (made.filter(task -> task.identity().reason().byRestart()).isPresent()) {
        restarts.merge(made.get().identity().slot(), 1, Integer::sum);
      } else if (made.isPresent() || entry instanceof TimelineEntry.RolloutChanged) {
        restarts.clear();
      }
    }
    seen = entries.size();
  }
}
