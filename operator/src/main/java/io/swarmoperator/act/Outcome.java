package io.swarmoperator.act;

import io.swarmoperator.decide.Condition;
import io.swarmoperator.decide.TaskRecord;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What came of a plan.
 *
 * @param withoutPod names of tasks whose pod was to be made and wasn't
 * @param refused tasks whose pods the API server did not want, as they were recorded
 * @param conditions what is in the way of the service's companions
 * @param failure tells of what failed; empty when nothing did that is to be told
 * @param complete whether every step was carried out; one that fails because its namespace goes is
 *     no failure to tell of
 */
public record Outcome(
    Set<String> withoutPod,
    List<TaskRecord> refused,
    List<Condition> conditions,
    Optional<Condition> failure,
    boolean complete) {

  /** All that is to be told: what is in the way of a companion counts more than what failed. */
  public List<Condition> found() {
    return Stream.concat(failure.stream(), conditions.stream()).toList();
  }
}
