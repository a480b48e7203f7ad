package io.swarmoperator.command;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.api.SwarmTaskSpec;
import io.swarmoperator.api.SwarmTaskStatus;
import io.swarmoperator.print.TaskNames;
import io.swarmoperator.render.Labels;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tasks whose logs are asked for.
 *
 * @param service that they belong to
 * @param asked whether all of the service is meant, a slot, or some tasks of it
 * @param tasks that are known of it, ended ones too
 */
record LoggedTasks(SwarmService service, Asked asked, List<SwarmTask> tasks) {

  /** What was asked for. */
  enum Asked {
    SERVICE,
    SLOT,
    TASKS
  }

  /**
   * Finds them.
   *
   * @throws CommandFailure when there is neither a service nor a task of that name
   */
  static LoggedTasks find(Cluster cluster, String reference) {
    Optional<SwarmService> service = cluster.find(reference);
    if (service.isPresent()) {
      return new LoggedTasks(service.get(), Asked.SERVICE, cluster.tasks(service.get()));
    }
    List<SwarmTask> tasks =
        TaskNames.sorted(cluster.tasks(Reach.HERE)).stream()
            .filter(task -> means(reference, task))
            .toList();
    Optional<SwarmService> owner =
        tasks.stream().findFirst().flatMap(t -> cluster.find(TaskNames.service(t)));
    if (owner.isEmpty()) {
      throw new CommandFailure(
          "no such task or service: " + reference + perhapsLines(cluster.namespace()));
    }
    if (tasks.stream().map(TaskNames::slot).distinct().count() > 1) {
      throw new CommandFailure("multiple tasks found with provided prefix: " + reference);
    }
    boolean slot = tasks.stream().anyMatch(t -> reference.equals(TaskNames.slot(t)));
    return new LoggedTasks(owner.get(), slot ? Asked.SLOT : Asked.TASKS, tasks);
  }

  /** Docker's {@code -n 10} asks for ten lines; here it is the namespace. */
  private static String perhapsLines(String namespace) {
    return namespace.matches("[0-9]+")
        ? " in namespace "
            + namespace
            + "; the last "
            + namespace
            + " lines are --tail "
            + namespace
        : "";
  }

  private static boolean means(String reference, SwarmTask task) {
    return reference.equals(task.getMetadata().getName())
        || reference.equals(TaskNames.slot(task))
        || (!reference.isEmpty() && TaskNames.id(task).startsWith(reference));
  }

  /** Whether all tasks of the service are meant. */
  boolean wholeService() {
    return asked == Asked.SERVICE;
  }

  /** Whether tasks are meant that are still to come. */
  boolean futureOnes() {
    return asked != Asked.TASKS;
  }

  /**
   * The task of a pod, if it is asked for. A record is written a moment after its pod: what is new
   * of the service is told from the pod's labels.
   */
  Optional<SwarmTask> of(Pod pod) {
    return switch (asked) {
      case SERVICE -> Optional.of(fromLabels(pod));
      case SLOT -> Optional.of(fromLabels(pod)).filter(this::sameSlot);
      case TASKS ->
          tasks.stream()
              .filter(t -> t.getMetadata().getName().equals(pod.getMetadata().getName()))
              .findFirst();
    };
  }

  private boolean sameSlot(SwarmTask task) {
    return tasks.stream().anyMatch(t -> TaskNames.slot(t).equals(TaskNames.slot(task)));
  }

  private static SwarmTask fromLabels(Pod pod) {
    Map<String, String> annotations =
        Objects.requireNonNullElse(pod.getMetadata().getAnnotations(), Map.of());
    SwarmTask task = new SwarmTask();
    task.getMetadata().setName(pod.getMetadata().getName());
    task.getMetadata().setLabels(pod.getMetadata().getLabels());
    task.setSpec(new SwarmTaskSpec());
    task.getSpec()
        .setSlot(Integer.valueOf(pod.getMetadata().getLabels().getOrDefault(Labels.SLOT, "0")));
    task.getSpec().setNodeName(annotations.get(Labels.NODE));
    task.setStatus(new SwarmTaskStatus());
    task.getStatus().setNodeName(pod.getSpec().getNodeName());
    return task;
  }

  /** Those that ran and have no pod any more; with it went their log. */
  List<SwarmTask> withoutLog(List<Pod> pods) {
    Set<String> there =
        pods.stream().map(p -> p.getMetadata().getName()).collect(Collectors.toSet());
    return TaskNames.sorted(tasks).stream()
        .filter(t -> !there.contains(t.getMetadata().getName()))
        .filter(t -> t.getStatus() != null && t.getStatus().getRunningAt() != null)
        .toList();
  }

  /** Tasks that alone are asked for, have not ended and have no log yet. */
  List<SwarmTask> yetToBegin(List<Pod> pods) {
    Set<String> begun =
        pods.stream()
            .filter(LoggedTasks::started)
            .map(p -> p.getMetadata().getName())
            .collect(Collectors.toSet());
    return futureOnes()
        ? List.of()
        : tasks.stream()
            .filter(t -> !TaskNames.ended(t) && !begun.contains(t.getMetadata().getName()))
            .toList();
  }

  /** Whether a pod's container has begun, so that there is a log. */
  static boolean started(Pod pod) {
    return pod.getStatus() != null
        && pod.getStatus().getContainerStatuses() != null
        && pod.getStatus().getContainerStatuses().stream().anyMatch(LoggedTasks::started);
  }

  private static boolean started(ContainerStatus container) {
    return container.getState() != null
        && (container.getState().getRunning() != null
            || container.getState().getTerminated() != null);
  }
}
