package io.swarmoperator.walk;

import io.swarmoperator.decide.Action;
import io.swarmoperator.decide.DesiredState;
import io.swarmoperator.decide.Plan;
import io.swarmoperator.decide.Reason;
import io.swarmoperator.decide.RecordUpdate;
import io.swarmoperator.decide.RolloutPolicy;
import io.swarmoperator.decide.ServiceSpec;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.faults.Seen;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A rollout takes a slot only while fewer slots than its parallelism are in work: their new tasks
 * neither ran nor ended yet, or ran for less than the delay. Parallelism and delay are those that
 * the operator sees: a change of them takes back nothing that was taken before, but from then on
 * holds for all. The worker of a slot that goes with its node sleeps its delay all the same (S§5.4
 * d); of such a slot counts only what was recorded to run before.
 */
final class Parallelism extends Check {
  private Set<String> judged = Set.of();

  Parallelism(Chronicle chronicle) {
    super(chronicle);
  }

  @Override
  boolean holdsUnderTwo() {
    return false;
  }

  @Override
  public void decided(Seen seen, Plan plan) {
    judged = endsIn(plan);
    Set<SlotId> taken = new HashSet<>();
    Coming.of(seen, plan).values().stream()
        .filter(task -> task.reason().byUpdater() && task.rollout() > 0)
        .filter(task -> !inWork(chronicle().slot(task.slot()), task.rollout(), Optional.empty()))
        .forEach(
            task -> {
              look(task, taken, policy(task, seen.view().spec()));
              taken.add(task.slot());
            });
  }

  /** Tasks that the plan itself says have ended: those that are overdue. */
  private static Set<String> endsIn(Plan plan) {
    Stream<TaskRecord> saved =
        plan.steps().stream()
            .flatMap(step -> step.actions().stream())
            .filter(Action.SaveRecord.class::isInstance)
            .map(action -> ((Action.SaveRecord) action).task());
    return Stream.concat(saved, plan.records().stream().map(RecordUpdate::task))
        .filter(task -> task.state().ended())
        .map(task -> task.identity().name())
        .collect(Collectors.toSet());
  }

  private static RolloutPolicy policy(TaskIdentity task, ServiceSpec spec) {
    return task.reason() == Reason.ROLLED_BACK ? spec.rollback() : spec.update();
  }

  private void look(TaskIdentity task, Set<SlotId> taken, RolloutPolicy policy) {
    long busy =
        chronicle().slots().entrySet().stream()
            .filter(slot -> !slot.getKey().equals(task.slot()) && !taken.contains(slot.getKey()))
            .filter(slot -> busy(slot.getKey(), slot.getValue().values(), task, policy))
            .count();
    if (policy.parallelism() > 0 && busy + taken.size() >= policy.parallelism()) {
      offend(
          "%s takes slot %s while %d other slots are in work and %d are taken with it, under %s"
              .formatted(task.reason(), task.slot().word(), busy, taken.size(), policy));
    }
  }

  private boolean busy(
      SlotId slot, Collection<Life> lives, TaskIdentity task, RolloutPolicy policy) {
    if (!slot.node().isEmpty() && !chronicle().feed().nodes().containsKey(slot.node())) {
      return lives.stream()
          .filter(l -> madeBy(task.rollout(), l))
          .flatMap(l -> l.known().flatMap(TaskRecord::runningAt).stream())
          .anyMatch(ran -> ran.plus(policy.delay()).isAfter(chronicle().now()));
    }
    return chronicle().isPart(slot) // an update waits for no other node
        && inWork(lives, task.rollout(), Optional.of(policy));
  }

  private static boolean madeBy(int rollout, Life life) {
    return life.identity.reason().byUpdater() && life.identity.rollout() == rollout;
  }

  /** In work under a policy; without one, whether the rollout has ever taken the slot. */
  private boolean inWork(Collection<Life> slot, int rollout, Optional<RolloutPolicy> policy) {
    return slot.stream()
        .filter(l -> madeBy(rollout, l))
        .anyMatch(l -> policy.map(p -> inWork(l, p)).orElse(true));
  }

  private boolean inWork(Life life, RolloutPolicy policy) {
    boolean removed =
        life.record.map(r -> r.desired() == DesiredState.REMOVE).orElse(life.forgotten);
    boolean takenBack =
        life.toldAt.isPresent() || life.record.map(r -> r.desired().stops()).orElse(false);
    if (removed) {
      return false;
    }
    Optional<Instant> reached = ended(life).or(() -> life.readyAt);
    return reached.map(at -> at.plus(policy.delay()).isAfter(chronicle().now())).orElse(!takenBack);
  }

  /**
   * One that ended may never have been seen ready: then it ran since its start, as its kubelet
   * says. One that is overdue ends by the operator's word, before its pod does.
   */
  private Optional<Instant> ended(Life life) {
    if (judged.contains(life.identity.name())) {
      return life.startedAt.or(() -> Optional.of(chronicle().now()));
    }
    Optional<Instant> recorded = life.known().flatMap(TaskRecord::finishedAt);
    return life.endedAt.isEmpty() && recorded.isEmpty()
        ? Optional.empty()
        : life.startedAt.or(() -> recorded).or(() -> life.endedAt);
  }
}
