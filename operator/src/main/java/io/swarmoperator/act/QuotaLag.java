package io.swarmoperator.act;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.connect.ServerWords;
import io.swarmoperator.decide.ObservedTask;
import io.swarmoperator.decide.PodView;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.decide.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A quota counts a pod that has gone until a controller has counted anew, some time after whoever
 * waits for the pod's end has seen it. So in a full namespace the pod that takes a stopped one's
 * place may be refused although there is room: asked again, it is let in.
 */
final class QuotaLag {
  /** More than a busy controller takes, and an end that is noted late. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private QuotaLag() {}

  /**
   * Whether a refusal may be the late count's, because the task's predecessor has just gone.
   *
   * @param failure the API server's refusal of the task's pod
   * @param tasks of the service when the pod was decided on
   * @param task whose pod was refused
   */
  static boolean explains(
      KubernetesClientException failure, List<ObservedTask> tasks, TaskIdentity task, Instant now) {
    return failure.getCode() == 403
        && ServerWords.of(failure).contains("exceeded quota: ")
        && tasks.stream()
            .filter(other -> other.identity().slot().equals(task.slot()))
            .filter(other -> !other.identity().equals(task))
            .anyMatch(other -> justGone(other, now));
  }

  private static boolean justGone(ObservedTask task, Instant now) {
    if (task.record().isEmpty()) {
      return ended(task);
    }
    TaskRecord record = task.record().get();
    if (record.state() == TaskState.REJECTED) {
      return false;
    }
    return record
        .finishedAt()
        .map(end -> now.isBefore(end.plus(LONGEST)))
        .orElseGet(() -> ended(task));
  }

  /** Whether it holds no place in a quota; its end is yet to be recorded. */
  private static boolean ended(ObservedTask task) {
    return task.pod()
        .map(
            pod ->
                pod.gone()
                    || pod.phase() == PodView.Phase.SUCCEEDED
                    || pod.phase() == PodView.Phase.FAILED)
        .orElse(true);
  }
}
