package io.swarmoperator.observe;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Pod;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.decide.DesiredState;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.decide.TaskState;
import io.swarmoperator.render.Labels;
import io.swarmoperator.render.TaskMapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Records are written by the operator alone, and yet anyone may edit one. The API server keeps who
 * set which field, also while no operator runs: a record of which someone else set a field that
 * matters counts no longer, and is written again as it was.
 */
public final class RecordEdits {
  private static final String OWN_LABELS = "f:" + Labels.SERVICE.replaceFirst("/.*", "/");

  private final String self;

  /**
   * Knows the operator's own writes.
   *
   * @param userAgent of the operator's client; what stands before its version is the name under
   *     which the API server keeps what it wrote
   */
  RecordEdits(String userAgent) {
    self = userAgent.replaceFirst("/.*", "");
  }

  /** What the cache keeps of a record: of who manages which field only what others should not. */
  SwarmTask trim(SwarmTask task) {
    List<ManagedFieldsEntry> others =
        task.getMetadata().getManagedFields().stream()
            .filter(m -> !self.equals(m.getManager()) && matters(m))
            .toList();
    task.getMetadata().setManagedFields(others);
    return task;
  }

  private static boolean matters(ManagedFieldsEntry manager) {
    if (manager.getFieldsV1() == null) {
      return false;
    }
    Map<String, Object> fields = manager.getFieldsV1().getAdditionalProperties();
    return fields.containsKey("f:spec")
        || fields.containsKey("f:status")
        || (fields.get("f:metadata") instanceof Map<?, ?> metadata
            && metadata.get("f:labels") instanceof Map<?, ?> labels
            && labels.keySet().stream().anyMatch(l -> l.toString().startsWith(OWN_LABELS)));
  }

  /** Whether someone else has changed a record as the cache keeps it, or made it unreadable. */
  public static boolean edited(SwarmTask task) {
    return !task.getMetadata().getManagedFields().isEmpty() || TaskMapping.fromApi(task).isEmpty();
  }

  /**
   * What counts of an edited record when nobody remembers how it was: of a task with a pod, what
   * the pod will tell again, with the times that only the record knows; of one without, what it
   * says.
   *
   * @param started what a started task of the service is meant to be
   */
  static Optional<TaskRecord> believed(SwarmTask task, Optional<Pod> pod, DesiredState started) {
    Optional<TaskRecord> says = TaskMapping.fromApi(task);
    return pod.isEmpty() ? says : says.flatMap(record -> fromPod(record, pod.get(), started));
  }

  private static Optional<TaskRecord> fromPod(TaskRecord says, Pod pod, DesiredState started) {
    boolean stops = pod.getMetadata().getDeletionTimestamp() != null;
    boolean finished =
        pod.getStatus() != null && List.of("Succeeded", "Failed").contains(phase(pod));
    return TaskMapping.identityOf(pod)
        .map(
            identity ->
                new TaskRecord(
                    identity,
                    new TaskRecord.Wanted(
                        stops ? says.desired() : started,
                        says.startAfter(),
                        says.wanted().kept(),
                        says.wanted().tried()),
                    new TaskRecord.Phase(
                        says.runningAt().isPresent() ? TaskState.RUNNING : TaskState.NEW,
                        says.runningAt().isPresent() ? "started" : "created",
                        ""),
                    new TaskRecord.Container(OptionalInt.empty(), "", PodFacts.nodeName(pod)),
                    new TaskRecord.Times(
                        says.createdAt(),
                        says.runningAt(),
                        finished ? says.finishedAt() : Optional.empty())));
  }

  private static String phase(Pod pod) {
    return String.valueOf(pod.getStatus().getPhase());
  }
}
