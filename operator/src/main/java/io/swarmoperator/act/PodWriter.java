package io.swarmoperator.act;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.connect.ServerWords;
import io.swarmoperator.decide.Action;
import io.swarmoperator.decide.ObservedTask;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.observe.PodKind;
import io.swarmoperator.observe.PodsUnderWay;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes and deletes the pods of one service.
 *
 * @param <P> the objects that pods are
 */
public final class PodWriter<P> {
  private static final Logger LOG = LoggerFactory.getLogger(PodWriter.class);

  private final PodApi<P> api;
  private final PodKind<P> kind;
  private final PodsUnderWay<P> own;
  private final Consumer<TaskRecord> records;
  private final Clock clock;

  /**
   * A service's pods as the API server has them. What it doesn't do is a {@code
   * KubernetesClientException} with its code.
   *
   * @param <P> the objects that pods are
   */
  public interface PodApi<P> {
    /** Makes a task's pod, and answers with it as it is stored. */
    P create(Action.CreatePod action);

    /** A pod of the service; empty when there is none of that name. */
    Optional<P> find(String name);

    /**
     * Deletes a pod.
     *
     * @return false when it was gone, or another one has its name
     */
    boolean delete(String name, String uid);

    /** Whether the watch shows a pod of that name and uid. */
    boolean shows(String name, String uid);
  }

  /**
   * Writes pods.
   *
   * @param api where to
   * @param kind reads pods
   * @param own is told what is written
   * @param records saves the record of a task whose pod is refused
   * @param clock the operator's
   */
  public PodWriter(
      PodApi<P> api,
      PodKind<P> kind,
      PodsUnderWay<P> own,
      Consumer<TaskRecord> records,
      Clock clock) {
    this.api = api;
    this.kind = kind;
    this.own = own;
    this.records = records;
    this.clock = clock;
  }

  /**
   * Makes a task's pod; of one that the API server doesn't want the task's record tells.
   *
   * @param tasks of the service when that was decided on
   * @param made is told what became of it
   */
  public void create(Action.CreatePod action, List<ObservedTask> tasks, Made made) {
    TaskIdentity task = action.task().identity();
    try {
      own.podCreated(api.create(action));
      LOG.info("created task {}: {}", task.name(), task.reason().word());
    } catch (KubernetesClientException e) {
      if (Refusals.exists(e)) {
        own.podCreated(existing(task));
      } else if (QuotaLag.explains(e, tasks, task, clock.instant())) {
        throw new StepFailure(ServerWords.of(e));
      } else if (Refusals.refused(e)) {
        reject(action, ServerWords.of(e), made);
        return;
      } else {
        throw e;
      }
    }
    made.made(task.name());
  }

  /** Gives a task up whose pod can't be made. */
  void reject(Action.CreatePod action, String why, Made made) {
    LOG.warn("task {} was refused: {}", action.task().identity().name(), why);
    TaskRecord rejected = action.task().refused(why, clock.instant());
    records.accept(rejected);
    made.refused(rejected);
  }

  /**
   * A pod of the same name is the one we wanted if it is of the same attempt of the same service
   * and not going (mechanics 8).
   */
  private P existing(TaskIdentity task) {
    return api.find(task.name())
        .filter(pod -> !kind.deleting(pod))
        .filter(pod -> kind.identity(pod).filter(f -> f.attempt() == task.attempt()).isPresent())
        .orElseThrow(() -> new StepFailure("another pod has the name " + task.name()));
  }

  /** Deletes a pod. */
  public void delete(Action.DeletePod action) {
    own.podDeleting(action.uid());
    try {
      if (api.delete(action.pod(), action.uid())) {
        LOG.info("stopped task {}", action.pod());
      } else if (!api.shows(action.pod(), action.uid())) {
        // gone already, and no event will show that it goes; of one that is shown yet its going is
        // yet to be seen, and until then it must not look like one that stays
        own.podNotDeleted(action.uid());
      }
    } catch (RuntimeException e) {
      own.podNotDeleted(action.uid());
      throw e;
    }
  }
}
