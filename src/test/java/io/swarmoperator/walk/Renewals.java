package io.swarmoperator.walk;

import io.swarmoperator.decide.DesiredState;
import io.swarmoperator.decide.Plan;
import io.swarmoperator.decide.Revision;
import io.swarmoperator.decide.Rollout;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.faults.Seen;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * The slots that a restart, for its own reasons, brings up to date while a run is under way that
 * has not come to them (S§5.4, X20). It goes by what tasks run, not by what they say of the run.
 */
final class Renewals {
  private final Chronicle chronicle;
  private final Map<String, Renewal> byTask = new HashMap<>();

  private record Renewal(int run, Instant at) {}

  Renewals(Chronicle chronicle) {
    this.chronicle = chronicle;
  }

  /** A decision was taken; what it makes counts once it is there. */
  void decided(Seen seen, Plan plan) {
    Optional<Rollout> run = seen.view().memory().rollout().filter(r -> r.state().active());
    if (run.isEmpty()) {
      return;
    }
    Coming.of(seen, plan).values().stream()
        .filter(task -> task.reason().byRestart() && renews(task))
        .forEach(task -> byTask.put(task.name(), new Renewal(run.get().number(), chronicle.now())));
  }

  private boolean renews(TaskIdentity task) {
    NavigableMap<Integer, Life> slot = chronicle.slots().get(task.slot());
    Map.Entry<Integer, Life> before = slot == null ? null : slot.lowerEntry(task.attempt());
    Revision target = chronicle.target();
    return before != null
        && task.revision().equals(target.hash())
        && !chronicle.revision(before.getValue()).unplacedHash().equals(target.unplacedHash());
  }

  /** When a slot was brought up to date during a run, if it isn't scaled away. */
  Optional<Instant> of(SlotId slot, int run) {
    boolean stays =
        chronicle.slot(slot).stream()
            .reduce((older, newer) -> newer)
            .flatMap(newest -> newest.record)
            .filter(r -> r.desired() != DesiredState.REMOVE)
            .isPresent();
    return chronicle.slot(slot).stream()
        .filter(l -> stays)
        .flatMap(l -> Optional.ofNullable(byTask.get(l.identity.name())).stream())
        .filter(r -> r.run() == run)
        .map(Renewal::at)
        .findFirst();
  }
}
