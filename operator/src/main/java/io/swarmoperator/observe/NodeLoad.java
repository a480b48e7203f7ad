package io.swarmoperator.observe;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the live tasks of all services on each node, kept up with each change of a pod: a
 * reconcile asks for it without counting.
 */
public final class NodeLoad {
  private final Map<String, String> nodeByPod = new HashMap<>();
  private final Map<String, Integer> tasks = new HashMap<>();

  /** Notes a pod as it is now. */
  public synchronized void saw(Pod pod) {
    move(pod.getMetadata().getUid(), PodFacts.live(pod) ? PodFacts.nodeName(pod) : null);
  }

  /** Notes that a pod is gone. */
  public synchronized void gone(Pod pod) {
    move(pod.getMetadata().getUid(), null);
  }

  /** Live tasks on a node. */
  public synchronized int tasksOn(String node) {
    return tasks.getOrDefault(node, 0);
  }

  private void move(String pod, String to) {
    String from = to == null ? nodeByPod.remove(pod) : nodeByPod.put(pod, to);
    if (from != null) {
      tasks.merge(from, -1, (count, one) -> count + one == 0 ? null : count + one);
    }
    if (to != null) {
      tasks.merge(to, 1, Integer::sum);
    }
  }
}
