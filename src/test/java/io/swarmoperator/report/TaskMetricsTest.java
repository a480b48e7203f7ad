package io.swarmoperator.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.swarmoperator.act.Outcome;
import io.swarmoperator.decide.Action;
import io.swarmoperator.decide.DesiredState;
import io.swarmoperator.decide.Memory;
import io.swarmoperator.decide.ObservedTask;
import io.swarmoperator.decide.Plan;
import io.swarmoperator.decide.Reason;
import io.swarmoperator.decide.RecordUpdate;
import io.swarmoperator.decide.ServiceView;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.Spot;
import io.swarmoperator.decide.Step;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.decide.TaskState;
import io.swarmoperator.measure.Metric;
import io.swarmoperator.observe.TickingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TaskMetricsTest {
  private final TickingClock clock = new TickingClock();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Instant lost = clock.instant();
  private final TaskMetrics metrics =
      new TaskMetrics(registry, node -> Optional.of(lost).filter(at -> node.equals("n1")), clock);

  @Test
  void aFailureIsCountedWhenItIsRecordedAndNotAgain() {
    TaskRecord running = task(1, Reason.SCALED_UP, TaskState.RUNNING, "n1");
    TaskRecord failed = task(1, Reason.SCALED_UP, TaskState.REJECTED, "n1");
    // in order and behind, as a plan may have it
    Plan plan = plan(List.of(failed), new Action.SaveRecord(failed));
    metrics.carriedOut(view(running), plan, outcome(Set.of(), List.of()));
    assertThat(Metric.TASK_FAILURES.counter(registry, "Rejected").count()).isEqualTo(1);
    metrics.carriedOut(view(failed), plan, outcome(Set.of(), List.of()));
    assertThat(Metric.TASK_FAILURES.counter(registry, "Rejected").count()).isEqualTo(1);
  }

  @Test
  void whatTheApiServerRefusedFailedAndWasNotMade() {
    TaskRecord wanted = task(2, Reason.TASK_FAILED, TaskState.NEW, "");
    TaskRecord refused = task(2, Reason.TASK_FAILED, TaskState.REJECTED, "");
    metrics.carriedOut(
        view(),
        plan(List.of(), create(wanted)),
        outcome(Set.of(wanted.identity().name()), List.of(refused)));
    assertThat(Metric.TASK_FAILURES.counter(registry, "Rejected").count()).isEqualTo(1);
    assertThat(Metric.TASK_CREATIONS.counter(registry, "TaskFailed").count()).isZero();
  }

  @Test
  void theReplacementOfATaskOnALostNodeIsTimed() {
    TaskRecord old = task(1, Reason.SCALED_UP, TaskState.RUNNING, "n1");
    TaskRecord replacement = task(2, Reason.NODE_DOWN, TaskState.NEW, "");
    clock.pass(Duration.ofSeconds(21));
    metrics.carriedOut(
        view(old), plan(List.of(), create(replacement)), outcome(Set.of(), List.of()));
    assertThat(Metric.TASK_CREATIONS.counter(registry, "NodeDown").count()).isEqualTo(1);
    Timer timer = Metric.NODE_REPLACEMENT.timer(registry);
    assertThat(timer.count()).isEqualTo(1);
    assertThat(timer.totalTime(TimeUnit.SECONDS)).isEqualTo(21);
  }

  /** One that waited for a place and makes way for another tells nothing of the node. */
  @Test
  void aSecondReplacementIsNotTimed() {
    TaskRecord first = task(2, Reason.NODE_DOWN, TaskState.PENDING, "");
    TaskRecord second = task(3, Reason.NODE_DOWN, TaskState.NEW, "");
    TaskRecord old = task(1, Reason.SCALED_UP, TaskState.RUNNING, "n1");
    metrics.carriedOut(
        view(old, first), plan(List.of(), create(second)), outcome(Set.of(), List.of()));
    assertThat(Metric.NODE_REPLACEMENT.timer(registry).count()).isZero();
  }

  private static Action create(TaskRecord task) {
    return new Action.CreatePod(task, Spot.ANYWHERE);
  }

  private static Plan plan(List<TaskRecord> records, Action... actions) {
    return new Plan(
        Memory.NONE,
        List.of(new Step(List.of(actions))),
        records.stream().map(task -> new RecordUpdate(task, true)).toList(),
        List.of(),
        null,
        Optional.empty());
  }

  private static Outcome outcome(Set<String> withoutPod, List<TaskRecord> refused) {
    return new Outcome(withoutPod, refused, List.of(), Optional.empty(), true);
  }

  private static ServiceView view(TaskRecord... tasks) {
    List<ObservedTask> observed =
        List.of(tasks).stream()
            .map(task -> new ObservedTask(task.identity(), Optional.of(task), Optional.empty()))
            .toList();
    return new ServiceView(null, null, Memory.NONE, Map.of(), observed, Map.of(), Optional.empty());
  }

  private static TaskRecord task(int attempt, Reason reason, TaskState state, String node) {
    TaskIdentity identity =
        new TaskIdentity(
            "web", SlotId.numbered(1), attempt, "id" + attempt, "hash", "app", reason, 0, 0);
    return new TaskRecord(
        identity,
        new TaskRecord.Wanted(DesiredState.RUNNING, Optional.empty()),
        new TaskRecord.Phase(state, "", ""),
        new TaskRecord.Container(OptionalInt.empty(), "", node),
        new TaskRecord.Times(Instant.EPOCH, Optional.empty(), Optional.empty()));
  }
}
