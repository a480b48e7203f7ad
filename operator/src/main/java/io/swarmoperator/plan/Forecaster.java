package io.swarmoperator.plan;

import io.swarmoperator.decide.Rollout;
import io.swarmoperator.decide.RolloutState;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.sim.Behaviour;
import io.swarmoperator.sim.BehaviourRule;
import io.swarmoperator.sim.Declared;
import io.swarmoperator.sim.Setting;
import io.swarmoperator.sim.SimulatedCluster;
import io.swarmoperator.sim.TimelineEntry;
import java.time.Duration;
import java.util.ArrayList;
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

  /** How long a job's task works, of which the service's file says nothing. */
  private static final Behaviour COMPLETES = Behaviour.DEFAULT.exits(0, Duration.ofSeconds(1));

  private final Declared declared;

  /**
   * A service on nodes n1 to nN.
   *
   * @param declared the service as it is created
   * @param nodes how many
   * @param labels of the nodes
   * @param failures of its tasks
   */
  Forecaster(Declared declared, int nodes, List<NodeLabel> labels, List<BehaviourRule> failures) {
    this.declared = declared;
    cluster =
        new SimulatedCluster(
            declared, Setting.nodes(nodes).behaving(behaviours(declared, failures)));
    labels.forEach(label -> cluster.label(label.node(), label.key(), label.value()));
  }

  private static List<BehaviourRule> behaviours(Declared declared, List<BehaviourRule> failures) {
    List<BehaviourRule> rules = new ArrayList<>(failures);
    if (declared.spec().mode().job()) {
      rules.add(BehaviourRule.all(COMPLETES));
    }
    return rules;
  }

  /** What comes of the service's creation. */
  Forecast creation() {
    return forecast(declared, List.of());
  }

  /** What comes of a change, once the creation is over. */
  Forecast change(Declared after, List<BehaviourRule> failures) {
    watch(declared);
    List<TimelineEntry> earlier = cluster.timeline().entries();
    cluster.timeline().restart();
    seen = 0;
    cluster.behave(behaviours(after, failures));
    cluster.apply(after);
    return forecast(after, earlier);
  }

  private Forecast forecast(Declared shown, List<TimelineEntry> earlier) {
    boolean repeats = watch(shown);
    boolean waits =
        cluster.memory().rollout().map(Rollout::state).filter(RolloutState::active).isPresent();
    Forecast.Ending atRest = waits ? Forecast.Ending.WAITING : Forecast.Ending.AT_REST;
    cluster.view().revisions().forEach((number, revision) -> images.put(number, revision.image()));
    return new Forecast(
        shown.spec().name(),
        images,
        PlanRows.of(earlier, cluster.timeline().entries()),
        repeats ? Forecast.Ending.REPEATING : atRest,
        cluster.timeline().elapsed(),
        cluster.status().orElseThrow(),
        cluster.memory());
  }

  /** Lets time pass; true when it was broken off because tasks are restarted again and again. */
  private boolean watch(Declared service) {
    restarts.clear();
    int attempts = service.content().revision().restart().maxAttempts();
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
    List<TimelineEntry> news = cluster.timeline().since(seen);
    for (TimelineEntry entry : news) {
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
    seen += news.size();
  }
}
