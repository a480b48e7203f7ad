package io.swarmoperator.render;

import io.swarmoperator.decide.TaskIdentity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The labels and annotations by which objects, nodes and requests are known. What stands on a
 * task's pod is enough to make its record again after a crash.
 */
public final class Labels {
  /** What all keys of the operator's own begin with. */
  static final String PREFIX = "swarmoperator.io/";

  /** Name of the service. */
  public static final String SERVICE = "swarmoperator.io/service";

  /**
   * Uid of the service: tells its objects from those of a predecessor under the same name
   * (mechanics 3).
   */
  public static final String SERVICE_UID = "swarmoperator.io/service-uid";

  /** Slot of the task. */
  public static final String SLOT = "swarmoperator.io/slot";

  /**
   * Annotation of a global service's tasks: the node that the task belongs to. A node's name may be
   * longer than a label.
   */
  public static final String NODE = "swarmoperator.io/node";

  /** The task's 25-character id; its name would not fit a label's 63 characters (mechanics 7). */
  public static final String TASK = "swarmoperator.io/task";

  /** Hash of the content that the task runs. */
  public static final String REVISION = "swarmoperator.io/revision";

  /** Attempt of the task within its slot. */
  public static final String ATTEMPT = "swarmoperator.io/attempt";

  /** Number of the rollout that stood when the task was made, 0 when none. */
  public static final String ROLLOUT = "swarmoperator.io/rollout";

  /** Why the task was made. */
  public static final String REASON = "swarmoperator.io/reason";

  /** Iteration of a job; 0 for services. */
  public static final String ITERATION = "swarmoperator.io/iteration";

  /**
   * Under max replicas per node: which of its node's places a task has (mechanics 5). The one label
   * of a task that may change: the places are counted anew when the limit changes.
   */
  public static final String BUCKET = "swarmoperator.io/bucket";

  /** The bucket of a task on a node that has more tasks than places. */
  static final String NO_BUCKET = "none";

  /**
   * On nodes: active, {@link #PAUSE} or {@link #DRAIN}, in these letters: the scheduler compares
   * them exactly. Absent, or any other word, means active.
   */
  public static final String AVAILABILITY = "swarmoperator.io/availability";

  /** The availability of a node that gets no new tasks. */
  public static final String PAUSE = "pause";

  /** The availability of a node that its tasks leave. */
  public static final String DRAIN = "drain";

  /** Annotation of a service by which a rollback is asked for. */
  public static final String ROLLBACK_REQUEST = "swarmoperator.io/rollback";

  /** Annotation of a service by which it is asked to go on. */
  public static final String RESUME_REQUEST = "swarmoperator.io/resume";

  /** Name of the application, as common tools read it. */
  public static final String APP_NAME = "app.kubernetes.io/name";

  /** Name of the instance of the application. */
  public static final String APP_INSTANCE = "app.kubernetes.io/instance";

  /** Who keeps the object. */
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  private static final String OPERATOR = "swarm-operator";

  private Labels() {}

  /** The value of the bucket's label; 0 stands for none. */
  public static String bucket(int bucket) {
    return bucket == 0 ? NO_BUCKET : Integer.toString(bucket);
  }

  /** The bucket that a label names; empty when it names none at all. */
  public static OptionalInt bucket(String label) {
    if (label.equals(NO_BUCKET)) {
      return OptionalInt.of(0);
    }
    try {
      return OptionalInt.of(Integer.parseInt(label));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  /**
   * Labels of every object that belongs to a service.
   *
   * @param service name of the service
   * @param uid of the service
   */
  public static Map<String, String> ofService(String service, String uid) {
    Map<String, String> labels = new LinkedHashMap<>(selector(service, uid));
    labels.put(APP_NAME, service);
    labels.put(APP_INSTANCE, service);
    labels.put(MANAGED_BY, OPERATOR);
    return labels;
  }

  /**
   * Labels of a claim: without the uid of the service, which may be made again under its name and
   * find it.
   */
  static Map<String, String> ofClaim(String service) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(SERVICE, service);
    labels.put(APP_NAME, service);
    labels.put(APP_INSTANCE, service);
    labels.put(MANAGED_BY, OPERATOR);
    return labels;
  }

  /**
   * What selects the pods of a service and of no other, a predecessor of the same name included.
   *
   * @param service name of the service
   * @param uid of the service
   */
  public static Map<String, String> selector(String service, String uid) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(SERVICE, service);
    labels.put(SERVICE_UID, uid);
    return labels;
  }

  /**
   * Labels of a task's pod and of its record: all that the record needs to be made again from the
   * pod.
   *
   * @param task the task
   * @param uid of its service
   */
  public static Map<String, String> ofTask(TaskIdentity task, String uid) {
    Map<String, String> labels = new LinkedHashMap<>(ofService(task.service(), uid));
    labels.put(SLOT, Integer.toString(task.slot().number()));
    labels.put(TASK, task.id());
    labels.put(REVISION, task.revision());
    labels.put(ATTEMPT, Integer.toString(task.attempt()));
    labels.put(ROLLOUT, Integer.toString(task.rollout()));
    labels.put(REASON, task.reason().word());
    labels.put(ITERATION, Integer.toString(task.iteration()));
    return labels;
  }
}
