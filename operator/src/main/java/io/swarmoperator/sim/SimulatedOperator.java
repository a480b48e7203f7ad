package io.swarmoperator.sim;

import io.swarmoperator.decide.Action;
import io.swarmoperator.decide.FailureOnNode;
import io.swarmoperator.decide.Plan;
import io.swarmoperator.decide.RecordUpdate;
import io.swarmoperator.decide.ServiceView;
import io.swarmoperator.decide.Step;
import io.swarmoperator.decide.TaskRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Carries plans out as the real operator does: memory before everything else and then a new
 * decision, steps in order, records behind them, and a new decision upon every {@link Change} that
 * wakes it and at the plan's own deadline. All that it knows besides is what the write-behind queue
 * still holds, and what has failed where.
 */
final class SimulatedOperator implements ClusterListener {
  private static final int DECISIONS_AT_ONE_INSTANT = 1000;
  private static final Duration LAZY = Duration.ofSeconds(1);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Agenda agenda;
  private final Decider decider;
  private final Store store;
  private final Writes writes;
  private final Iterable<ClusterListener> audience;
  private final boolean lazyRecords;
  private final Map<String, TaskRecord> behind = new LinkedHashMap<>();
  private List<FailureOnNode> failures = List.of();
  private boolean alive = true;
  private boolean due;
  private int generation;
  private Optional<Agenda.Entry> wakeUp = Optional.empty();
  private Instant decidedAt = Instant.MIN;
  private int decisions;

  SimulatedOperator(
      Agenda agenda,
      Decider decider,
      Store store,
      Writes writes,
      Iterable<ClusterListener> audience,
      boolean lazyRecords) {
    this.agenda = agenda;
    this.decider = decider;
    this.store = store;
    this.writes = writes;
    this.audience = audience;
    this.lazyRecords = lazyRecords;
  }

  @Override
  public void changed(Change change) {
    if (change.wakes()) {
      decideSoon();
    }
  }

  private void decideSoon() {
    if (alive && !due) {
      due = true;
      int mine = generation;
      agenda.at(agenda.now(), () -> reconcile(mine));
    }
  }

  /** Ends it between two actions: what it had in mind is lost. */
  void kill() {
    alive = false;
    due = false;
    generation++;
    behind.clear();
    failures = List.of();
    wake(Optional.empty());
  }

  /** Starts it again with nothing in mind. */
  void start() {
    alive = true;
    decideSoon();
  }

  private void reconcile(int generationThen) {
    if (generationThen != generation) {
      return;
    }
    due = false;
    countDecision();
    ServiceView view = store.view().remembering(failures);
    Plan plan = decider.plan(view, agenda.now());
    remember(FailureOnNode.in(plan));
    if (writes.write(view.memory(), plan.memory(), plan.status()) != Writes.Outcome.DONE) {
      retry();
      return;
    }
    if (plan.memory().equals(view.memory())) {
      plan.steps().forEach(this::carryOut);
      if (generationThen != generation) {
        return; // killed by one of these writes: what it still had in mind is lost
      }
      plan.records().forEach(this::writeBehind);
      wake(plan.wakeAt());
    } else {
      decideSoon(); // what is remembered now changes the decision, and no event tells of it
    }
    plan.notices().forEach(notice -> audience.forEach(listener -> listener.told(notice)));
  }

  private void remember(List<FailureOnNode> more) {
    if (!more.isEmpty()) {
      failures =
          FailureOnNode.remembered(
              Stream.concat(failures.stream(), more.stream()).toList(), agenda.now());
    }
  }

  private void countDecision() {
    if (!agenda.now().equals(decidedAt)) {
      decidedAt = agenda.now();
      decisions = 0;
    }
    decisions++;
    if (decisions > DECISIONS_AT_ONE_INSTANT) {
      throw new IllegalStateException(
          "the planner makes no progress: it still wants changes at " + agenda.now());
    }
  }

  private void carryOut(Step step) {
    for (Action action : step.actions()) {
      forgetBehind(action);
      Writes.Outcome outcome = alive ? writes.write(action) : Writes.Outcome.FAILED;
      if (outcome == Writes.Outcome.REFUSED && action instanceof Action.CreatePod create) {
        writes.write(new Action.SaveRecord(refused(create.task())));
        decideSoon(); // there is no pod whose change would tell
      }
      if (outcome == Writes.Outcome.FAILED) {
        retry();
      }
      if (outcome != Writes.Outcome.DONE) {
        return;
      }
    }
  }

  /**
   * A record that is written or deleted in order must not be overtaken by an older one from behind,
   * not even when its answer is lost.
   */
  private void forgetBehind(Action action) {
    if (action instanceof Action.SaveRecord save) {
      behind.remove(save.task().identity().name());
    } else if (action instanceof Action.DeleteRecord delete) {
      behind.remove(delete.name());
    }
  }

  private void retry() {
    agenda.after(RETRY, this::decideSoon);
  }

  private TaskRecord refused(TaskRecord task) {
    return task.refused("pods \"" + task.identity().name() + "\" is forbidden", agenda.now());
  }

  private void writeBehind(RecordUpdate update) {
    String name = update.task().identity().name();
    if (!alive) {
      return;
    }
    if (update.urgent() || !lazyRecords) {
      behind.remove(name);
      saveBehind(update.task());
    } else if (behind.put(name, update.task()) == null) {
      int mine = generation;
      agenda.after(LAZY, () -> flush(name, mine));
    }
  }

  private void flush(String name, int generationThen) {
    TaskRecord record = generationThen == generation ? behind.remove(name) : null;
    if (record != null) {
      saveBehind(record);
    }
  }

  private void saveBehind(TaskRecord record) {
    if (writes.write(new Action.SaveRecord(record)) == Writes.Outcome.FAILED) {
      retry();
    }
  }

  private void wake(Optional<Instant> next) {
    wakeUp.ifPresent(agenda::cancel);
    wakeUp = next.map(instant -> agenda.at(instant, this::decideSoon));
  }
}
