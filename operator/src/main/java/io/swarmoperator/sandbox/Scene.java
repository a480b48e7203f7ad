package io.swarmoperator.sandbox;

import io.swarmoperator.api.DesiredState;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.api.TaskState;
import io.swarmoperator.api.UpdateState;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One service with its tasks, as they were last seen.
 *
 * @param service the service; empty while there is none
 * @param tasks its tasks by slot, newest first in each
 */
record Scene(Optional<SwarmService> service, List<SwarmTask> tasks) {

  private static final Comparator<SwarmTask> BY_SLOT_NEWEST_FIRST =
      Comparator.comparing((SwarmTask task) -> number(task.getSpec().getSlot()))
          .thenComparing(task -> Objects.requireNonNullElse(task.getSpec().getNodeName(), ""))
          .thenComparing(task -> number(task.getSpec().getAttempt()), Comparator.reverseOrder());

  static Scene of(Optional<SwarmService> service, Collection<SwarmTask> tasks) {
    return new Scene(service, tasks.stream().sorted(BY_SLOT_NEWEST_FIRST).toList());
  }

  /** The table of the tasks. */
  String table(Instant now) {
    return TaskTable.of(tasks.stream().map(task -> Rows.of(task, now)).toList());
  }

  /** Summary and records say that as many tasks run as the spec, as it is now, wants. */
  boolean runsAll() {
    return service
        .filter(Scene::isUpToDate)
        .map(s -> s.getSpec().getReplicas())
        .filter(n -> (n + "/" + n).equals(summary()) && running().count() == n)
        .isPresent();
  }

  /** The number of the present or last rollout; 0 before the first. */
  long rollout() {
    return service
        .map(SwarmService::getStatus)
        .map(status -> status.getUpdate())
        .map(update -> update.getRollout())
        .orElse(0L);
  }

  /** The present rollout, or a rollback of it, has ended well. */
  boolean hasRolledOut() {
    return service
        .map(SwarmService::getStatus)
        .map(status -> status.getUpdate())
        .map(update -> update.getState())
        .filter(s -> s == UpdateState.COMPLETED || s == UpdateState.ROLLBACK_COMPLETED)
        .isPresent();
  }

  /** How many tasks of the current revision there are among those meant to run. */
  int updated() {
    return service.map(SwarmService::getStatus).map(status -> status.getUpdatedTasks()).orElse(0);
  }

  /** How many tasks that are meant to run do so on this node. */
  long runningOn(String node) {
    return running().filter(task -> node.equals(task.getStatus().getNodeName())).count();
  }

  private Stream<SwarmTask> running() {
    return tasks.stream()
        .filter(task -> task.getSpec().getDesiredState() == DesiredState.RUNNING)
        .filter(task -> task.getStatus() != null)
        .filter(task -> task.getStatus().getState() == TaskState.RUNNING);
  }

  private String summary() {
    return service.map(SwarmService::getStatus).map(s -> s.getSummary()).orElse("");
  }

  private static boolean isUpToDate(SwarmService service) {
    return service.getStatus() != null
        && service.getMetadata().getGeneration() != null
        && service
            .getMetadata()
            .getGeneration()
            .equals(service.getStatus().getObservedGeneration());
  }

  private static int number(Integer value) {
    return value == null ? 0 : value;
  }
}
