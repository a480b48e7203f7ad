package io.swarmoperator.decide;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is to be done about a service now.
 *
 * <p>When {@code memory} differs from the view's, it is written first (with the resource version as
 * lock) and the decision is taken again with it: such a plan has no steps.
 *
 * @param memory what to remember
 * @param steps independent of each other
 * @param records to be written behind
 * @param notices to tell the user once the rest was done
 * @param status what the status shows
 * @param wakeAt when time alone will change the decision; empty: only an event can
 */
public record Plan(
    Memory memory,
    List<Step> steps,
    List<RecordUpdate> records,
    List<Notice> notices,
    ServiceStatus status,
    Optional<Instant> wakeAt) {
  public Plan {
    steps = List.copyOf(steps);
    records = List.copyOf(records);
    notices = List.copyOf(notices);
  }

  /** Every record that is to be written, behind or in order. */
  public Stream<TaskRecord> recorded() {
    return Stream.concat(
        records.stream().map(RecordUpdate::task),
        actions(Action.SaveRecord.class).map(Action.SaveRecord::task));
  }

  /** Every pod that is to be made. */
  public Stream<TaskRecord> created() {
    return actions(Action.CreatePod.class).map(Action.CreatePod::task);
  }

  private <A extends Action> Stream<A> actions(Class<A> kind) {
    return steps.stream()
        .flatMap(step -> step.actions().stream())
        .filter(kind::isInstance)
        .map(kind::cast);
  }

  /** Whether nothing is to be done but to wait. */
  public boolean idle() {
    return steps.isEmpty() && records.isEmpty();
  }
}
