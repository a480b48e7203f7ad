package io.swarmoperator.decide;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A task that failed or was rejected on a node (S§9.4 rule 1).
 *
 * @param task name of the task
 * @param revision hash of what it ran
 * @param node where
 * @param at when
 */
public record NodeFailure(String task, String revision, String node, Instant at) {

  /** What a record tells of a failure on a node; empty when it tells of none. */
  static Optional<NodeFailure> of(TaskRecord task) {
    boolean failed = task.state() == TaskState.FAILED || task.state() == TaskState.REJECTED;
    return task.finishedAt()
        .filter(at -> failed && !task.nodeName().isEmpty())
        .map(
            at ->
                new NodeFailure(
                    task.identity().name(), task.identity().revision(), task.nodeName(), at));
  }

  /** The failures that a plan writes down: the history may soon have no room for them. */
  public static List<NodeFailure> in(Plan plan) {
    Stream<TaskRecord> behind = plan.records().stream().map(RecordUpdate::task);
    Stream<TaskRecord> inOrder =
        plan.steps().stream()
            .flatMap(step -> step.actions().stream())
            .filter(Action.SaveRecord.class::isInstance)
            .map(action -> ((Action.SaveRecord) action).task());
    return Stream.concat(behind, inOrder).map(NodeFailure::of).flatMap(Optional::stream).toList();
  }
}
