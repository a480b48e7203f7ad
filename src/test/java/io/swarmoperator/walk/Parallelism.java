package io.swarmoperator.walk;

import io.swarmoperator.decide.Action;
import io.swarmoperator.decide.Plan;
import io.swarmoperator.decide.Reason;
import io.swarmoperator.decide.RecordUpdate;
import io.swarmoperator.decide.Rollout;
import io.swarmoperator.decide.RolloutPolicy;
import io.swarmoperator.decide.ServiceSpec;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.faults.Seen;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A rollout takes a slot, to make a task there or to leave the right one, only while fewer slots
 * than its parallelism hold a worker ({@link Workers}): their new tasks neither ran nor ended yet,
 * or ran for less than the delay; or they were found right less than the delay ago, also by a
 * restart that came before the worker. And what a rollout stops, it stops in slots that it has
 * taken. Parallelism and delay are those that the operator sees: a change of them takes back
 * nothing that was taken before, but from then on holds for all. The worker of a slot that goes
 * with its node sleeps its delay all the same (S§5.4 d); of such a slot counts only what was
 * recorded to run before, or to be left.
 */
final class Parallelism extends Check {
  private final Renewals renewals;
  private final Map<SlotId, TaskRecord.Kept> left = new HashMap<>();

  Parallelism(Chronicle chronicle) {
    super(chronicle);
    this.renewals = new Renewals(chronicle);
  }

  @Override
  boolean holdsUnderTwo() {
    return false;
  }

  @Override
  void record(Life life) {
    life.record
        .flatMap(r -> r.wanted().kept())
        .filter(kept -> kept.rollout() > latest(life.slot()))
        .ifPresent(kept -> left.put(life.slot(), kept));
  }

  private int latest(SlotId slot) {
    return Optional.ofNullable(left.get(slot)).map(TaskRecord.Kept::rollout).orElse(0);
  }

  @Override
  public void decided(Seen seen, Plan plan) {
    SortedMap<SlotId, Taking> takings = new TreeMap<>();
    Map<SlotId, TaskIdentity> coming = Coming.of(seen, plan);
    ServiceSpec spec = seen.view().spec();
    coming.values().stream()
        .filter(task -> task.reason().byUpdater() && task.rollout() > 0)
        .forEach(task -> takings.put(task.slot(), new Taking(task.rollout(), policy(task, spec))));
    Optional<Rollout> run = seen.view().memory().rollout().filter(r -> r.state().active());
    saved(plan)
        .filter(task -> run.flatMap(r -> leftIn(r, task)).isPresent())
        .forEach(
            task ->
                takings.put(
                    task.identity().slot(),
                    new Taking(run.get().number(), policy(run.get(), spec))));
    look(takings, endsIn(plan));
    run.ifPresent(r -> lookAtStops(seen, plan, takings.keySet()));
    renewals.decided(seen, plan);
  }

  /**
   * A slot that a worker takes.
   *
   * @param run number of the run
   * @param policy of the run, as the operator sees it
   */
  private record Taking(int run, RolloutPolicy policy) {}

  private static Optional<TaskRecord.Kept> leftIn(Rollout run, TaskRecord task) {
    return task.wanted().kept().filter(kept -> kept.rollout() == run.number());
  }

  /** Tasks that the plan itself says have ended: those that are overdue. */
  private static Set<String> endsIn(Plan plan) {
    return Stream.concat(saved(plan), plan.records().stream().map(RecordUpdate::task))
        .filter(task -> task.state().ended())
        .map(task -> task.identity().name())
        .collect(Collectors.toSet());
  }

  private static Stream<TaskRecord> saved(Plan plan) {
    return plan.steps().stream()
        .flatMap(step -> step.actions().stream())
        .filter(Action.SaveRecord.class::isInstance)
        .map(action -> ((Action.SaveRecord) action).task());
  }

  private static RolloutPolicy policy(TaskIdentity task, ServiceSpec spec) {
    return task.reason() == Reason.ROLLED_BACK ? spec.rollback() : spec.update();
  }

  private static RolloutPolicy policy(Rollout run, ServiceSpec spec) {
    return run.state().rollback() ? spec.rollback() : spec.update();
  }

  private void look(SortedMap<SlotId, Taking> takings, Set<String> ends) {
    Set<SlotId> taken = new TreeSet<>();
    takings.forEach(
        (slot, taking) -> {
          Workers workers =
              new Workers(chronicle(), renewals, left, taking.run(), taking.policy(), ends);
          if (!workers.haveTaken(slot)) {
            look(slot, taking, taken, workers);
            taken.add(slot);
          }
        });
  }

  private void look(SlotId slot, Taking taking, Set<SlotId> taken, Workers workers) {
    Map<SlotId, Workers.Held> busy = workers.held(slot);
    busy.keySet().removeAll(taken);
    int most = taking.policy().parallelism();
    if (most == 0) {
      return;
    }
    judged();
    if (!taking.policy().delay().isZero()) {
      count(busy);
    }
    busy.values().removeIf(held -> !held.until().isAfter(chronicle().now()));
    if (busy.size() + taken.size() >= most) {
      offend(
          "run %d takes slot %s while others are in work, %s, and %s are taken with it, under %s"
              .formatted(taking.run(), slot.word(), busy, taken, taking.policy()));
    }
  }

  private void count(Map<SlotId, Workers.Held> held) {
    held.values().stream()
        .map(Workers.Held::how)
        .distinct()
        .forEach(how -> judged("after what was " + how.name().toLowerCase(Locale.ROOT)));
  }

  /** What a run does without a worker costs no delay. */
  private void lookAtStops(Seen seen, Plan plan, Set<SlotId> taken) {
    Causes causes = new Causes(chronicle(), seen, plan);
    StopsHaveCauses.told(chronicle(), plan).stream()
        .filter(life -> life.known().filter(r -> r.desired().stops()).isEmpty())
        .filter(life -> !taken.contains(life.slot()) && !causes.hasBesideUpdates(life))
        .peek(life -> judged("of what is stopped"))
        .filter(life -> !causes.givesWay(life))
        .forEach(life -> offend("stopped in a slot that no worker has taken: " + life));
  }
}
