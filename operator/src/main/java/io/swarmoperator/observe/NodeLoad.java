package io.swarmoperator.observe;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Counts the live tasks of all services on each node, kept up with each change of a pod: a
 * reconcile asks for it without counting. A task counts from the decision on, for the node that it
 * is meant for, so that services that are placed at the same time see each other's tasks (S§9.4).
 */
public final class NodeLoad {
  private final Map<String, String> nodeByPod = new HashMap<>();
  private final Map<String, Integer> tasks = new HashMap<>();
  private final Set<String> claims = new HashSet<>();

  /** Notes a pod as it is now. */
  public synchronized void saw(Pod pod) {
    claims.remove(key(pod));
    move(key(pod), PodFacts.headedFor(pod));
  }

  /** Notes that a pod is gone. */
  public synchronized void gone(Pod pod) {
    claims.remove(key(pod));
    move(key(pod), "");
  }

  /** Live tasks on a node, or on the way to it. */
  public synchronized int tasksOn(String node) {
    return tasks.getOrDefault(node, 0);
  }

  /** Does something that reads and claims places, while nobody else does. */
  public synchronized <T> T alone(Supplier<T> work) {
    return work.get();
  }

  /** Notes that a pod is about to be made for a node; it counts there until it is seen. */
  public synchronized void claim(String namespace, String pod, String node) {
    String key = key(namespace, pod);
    if (!nodeByPod.containsKey(key)) {
      claims.add(key);
      move(key, node);
    }
  }

  /**
   * Notes that a pod was not made after all, as far as its maker can tell: one that was seen is
   * there, whatever became of the answer.
   */
  public synchronized void release(String namespace, String pod) {
    String key = key(namespace, pod);
    if (claims.remove(key)) {
      move(key, "");
    }
  }

  private static String key(Pod pod) {
    return key(pod.getMetadata().getNamespace(), pod.getMetadata().getName());
  }

  /** The name of a task's pod is never used again. */
  private static String key(String namespace, String pod) {
    return namespace + "/" + pod;
  }

  private void move(String pod, String to) {
    String from = to.isEmpty() ? nodeByPod.remove(pod) : nodeByPod.put(pod, to);
    if (from != null) {
      tasks.merge(from, -1, (count, one) -> count + one == 0 ? null : count + one);
    }
    if (!to.isEmpty()) {
      tasks.merge(to, 1, Integer::sum);
    }
  }
}
