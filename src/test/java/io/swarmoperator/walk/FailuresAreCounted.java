package io.swarmoperator.walk;

import io.swarmoperator.decide.Availability;
import io.swarmoperator.decide.FailureAction;
import io.swarmoperator.decide.NodeView;
import io.swarmoperator.decide.Plan;
import io.swarmoperator.decide.Rollout;
import io.swarmoperator.decide.RolloutPolicy;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.faults.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A run that has seen more failures than its ratio allows takes no further slot, unless it is to go
 * on (S§5.6); what becomes of the slots that failed, by scaling or with their nodes, changes
 * nothing.
 *
 * <p>Judged are clear cases only, by what containers did: of each slot one task that the run made
 * and that ended by itself, within every monitor that was declared since, on a node that was there
 * and active. They are counted when a further slot is taken: as long as there is one, a failure is
 * judged when it happens. A failure of the last slots, which is judged late, and a monitor, ratio
 * or action that has been changed to the looser in mid-run are left out; so is any walk in which
 * the operator sees late, dies or is two. What counts as a slot of the run's is its status's word.
 */
final class FailuresAreCounted extends Check {
  /** More than it takes to see an end and to write what follows. */
  private static final Duration SEEN = Duration.ofMillis(100);

  private final Map<SlotId, Failure> failures = new HashMap<>();
  private int run;

  /** The end of a task, and how long it ran before. */
  private record Failure(Life life, Instant at, Duration ran) {}

  FailuresAreCounted(Chronicle chronicle) {
    super(chronicle);
  }

  @Override
  void pod(Life life) {
    if (chronicle().prompt() && ofRun(life.identity) && endsByItself(life)) {
      Instant now = chronicle().now();
      Duration ran = Duration.between(life.readyAt.orElse(now), now);
      failures.putIfAbsent(life.slot(), new Failure(life, now, ran));
    }
  }

  private boolean endsByItself(Life life) {
    boolean itself =
        life.endedAt.filter(chronicle().now()::equals).isPresent()
            && life.untold
            && life.pod
                .filter(p -> !p.facts().deleting() && !p.facts().disrupted())
                .filter(p -> p.finished() || Chronicle.refused(p.facts()))
                .isPresent();
    boolean told = life.known().filter(r -> r.desired().stops()).isPresent();
    return itself && !told && !disturbed(life);
  }

  private boolean disturbed(Life life) {
    Past past = chronicle().past();
    List<NodeView> node = past.node(life, Instant.MIN);
    return past.gone(life)
        || node.isEmpty()
        || node.stream()
            .anyMatch(
                n ->
                    n.availability() != Availability.ACTIVE
                        || n.health() != NodeView.Health.READY
                        || !chronicle().target().placement().allows(n));
  }

  private boolean ofRun(TaskIdentity task) {
    int present =
        chronicle()
            .memory()
            .rollout()
            .filter(r -> r.state().active())
            .map(Rollout::number)
            .orElse(0);
    if (present != run) {
      run = present;
      failures.clear();
    }
    return run > 0 && task.reason().byUpdater() && task.rollout() == run;
  }

  @Override
  public void decided(Seen seen, Plan plan) {
    if (!chronicle().prompt()) {
      return;
    }
    Coming.of(seen, plan).values().stream()
        .filter(task -> ofRun(task) && !taken(task))
        .findFirst()
        .ifPresent(task -> look(task, chronicle().memory().rollout().orElseThrow()));
  }

  private boolean taken(TaskIdentity task) {
    return chronicle().slot(task.slot()).stream().anyMatch(l -> ofRun(l.identity));
  }

  private void look(TaskIdentity task, Rollout rollout) {
    List<RolloutPolicy> policies =
        chronicle().past().services(rollout.startedAt()).stream()
            .map(s -> rollout.state().rollback() ? s.spec().rollback() : s.spec().update())
            .distinct()
            .toList();
    Instant seenUntil = chronicle().now().minus(SEEN);
    List<Failure> counted =
        failures.values().stream()
            .filter(f -> f.at().isBefore(seenUntil))
            .filter(f -> policies.stream().allMatch(p -> f.ran().compareTo(p.monitor()) < 0))
            .toList();
    boolean tooMany =
        policies.stream()
            .allMatch(
                p ->
                    p.failureAction() != FailureAction.CONTINUE
                        && (float) counted.size() / rollout.slots() > (float) p.maxFailureRatio());
    if (tooMany && !counted.isEmpty()) {
      offend(
          "slot %s is taken of %d, although there have failed: %s"
              .formatted(
                  task.slot().word(),
                  rollout.slots(),
                  counted.stream().map(Failure::life).toList()));
    }
  }
}
