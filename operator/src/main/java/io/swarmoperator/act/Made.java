package io.swarmoperator.act;

import io.swarmoperator.decide.Action;
import io.swarmoperator.decide.Step;
import io.swarmoperator.decide.TaskRecord;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What became of the pods to be made, by several threads at once. */
public final class Made {
  private final Set<String> withoutPod = ConcurrentHashMap.newKeySet();
  private final Queue<TaskRecord> refused = new ConcurrentLinkedQueue<>();

  /** Until its pod is made, a task that is to get one has none. */
  void expect(Step step) {
    for (Action action : step.actions()) {
      if (action instanceof Action.CreatePod create) {
        withoutPod.add(create.task().identity().name());
      }
    }
  }

  void made(String task) {
    withoutPod.remove(task);
  }

  void refused(TaskRecord task) {
    refused.add(task);
  }

  Set<String> withoutPod() {
    return Set.copyOf(withoutPod);
  }

  List<TaskRecord> refused() {
    return List.copyOf(refused);
  }
}
