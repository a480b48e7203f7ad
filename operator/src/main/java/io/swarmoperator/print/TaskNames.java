package io.swarmoperator.print;

import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.render.Labels;
import java.util.Comparator;
import java.util.List;

/** How tasks are called and in which order they are listed. */
public final class TaskNames {
  private static final Comparator<SwarmTask> NEWEST_FIRST =
      Comparator.comparing((SwarmTask t) -> t.getSpec().getAttempt()).reversed();

  private TaskNames() {}

  /** The service that a task belongs to. */
  public static String service(SwarmTask task) {
    return label(task, Labels.SERVICE);
  }

  /** The task's own id. */
  public static String id(SwarmTask task) {
    return label(task, Labels.TASK);
  }

  /**
   * The name that all tasks of a slot share: {@code ping.1}, of a global service {@code ping.n1}.
   */
  public static String slot(SwarmTask task) {
    String node = Words.text(task.getSpec().getNodeName());
    return service(task) + "." + (node.isEmpty() ? task.getSpec().getSlot() : node);
  }

  /** By namespace and slot, and within one the newest first. */
  public static List<SwarmTask> sorted(List<SwarmTask> tasks) {
    Comparator<SwarmTask> byNamespace =
        Comparator.comparing(t -> Words.text(t.getMetadata().getNamespace()));
    return tasks.stream()
        .sorted(
            byNamespace
                .thenComparing(TaskNames::slot, NaturalOrder.NAMES)
                .thenComparing(NEWEST_FIRST))
        .toList();
  }

  /** Whether a task has ended, as far as its record tells. */
  public static boolean ended(SwarmTask task) {
    return task.getStatus() != null && task.getStatus().getFinishedAt() != null;
  }

  private static String label(SwarmTask task, String key) {
    return task.getMetadata().getLabels() == null
        ? ""
        : task.getMetadata().getLabels().getOrDefault(key, "");
  }
}
