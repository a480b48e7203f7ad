package io.swarmoperator.print;

import io.swarmoperator.api.DesiredState;
import io.swarmoperator.api.ServiceMode;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.api.TaskState;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A bar for each slot of a replicated service, or for each node of a global one. */
final class SlotBars implements TaskBars {
  private static final String OVERALL = "overall progress";
  private static final int STEPS = 9;
  private static final int LONGEST_ERROR = 75;

  /** Of several tasks of a slot the one that is meant to go furthest from its end stands for it. */
  private static final Comparator<SwarmTask> FIRST_TO_SHOW =
      Comparator.comparing((SwarmTask t) -> t.getSpec().getDesiredState())
          .thenComparing(TaskBars::state);

  private final Map<String, Integer> places = new LinkedHashMap<>();
  private boolean begun;
  private boolean done;

  @Override
  public void begin(Sight sight, List<ProgressLine> lines) {
    if (begun || global(sight)) {
      return;
    }
    begun = true;
    int replicas = sight.service().getSpec().getReplicas();
    lines.add(overall(0, replicas, false));
    for (int slot = 1; slot <= replicas && replicas <= MOST; slot++) {
      lines.add(ProgressLine.words(slot + "/" + replicas, " "));
    }
  }

  @Override
  public boolean draw(Sight sight, List<SwarmTask> tasks, boolean back, List<ProgressLine> lines) {
    begin(sight, lines);
    Map<String, SwarmTask> shown = shown(sight, tasks);
    int desired = Objects.requireNonNullElse(sight.status().getDesiredTasks(), 0);
    if (global(sight) && shown.isEmpty() && desired != 0) {
      lines.add(ProgressLine.words(OVERALL, "waiting for new tasks"));
      return false;
    }
    int wanted = global(sight) ? desired : sight.service().getSpec().getReplicas();
    done = done && shown.values().stream().allMatch(SlotBars::runs);
    if (!done) {
      shown.forEach((place, task) -> bar(place, task, wanted, lines));
    }
    int running = (int) shown.values().stream().filter(SlotBars::runs).count();
    if (!done) {
      lines.add(overall(running, wanted, back));
    }
    done = running == wanted;
    return done;
  }

  private static boolean global(Sight sight) {
    return sight.service().getSpec().getMode() == ServiceMode.GLOBAL;
  }

  private static ProgressLine overall(int running, int wanted, boolean back) {
    String count = running + " out of " + wanted + " tasks";
    return ProgressLine.words(OVERALL, back ? "rolling back update: " + count : count);
  }

  private Map<String, SwarmTask> shown(Sight sight, List<SwarmTask> tasks) {
    Map<String, SwarmTask> shown = new LinkedHashMap<>();
    TaskNames.sorted(tasks).stream()
        .filter(t -> t.getSpec().getDesiredState() != DesiredState.REMOVE)
        .forEach(
            task ->
                shown.merge(
                    global(sight) ? task.getSpec().getNodeName() : TaskNames.slot(task),
                    task,
                    (one, other) -> FIRST_TO_SHOW.compare(one, other) <= 0 ? one : other));
    return shown;
  }

  private static boolean runs(SwarmTask task) {
    return !terminal(task) && TaskBars.state(task) == TaskState.RUNNING;
  }

  private static boolean terminal(SwarmTask task) {
    return task.getSpec().getDesiredState().compareTo(DesiredState.RUNNING) > 0;
  }

  private void bar(String key, SwarmTask task, int wanted, List<ProgressLine> lines) {
    boolean slot = task.getSpec().getNodeName() == null || task.getSpec().getNodeName().isEmpty();
    int place = places.computeIfAbsent(key, k -> places.size() + 1);
    if (wanted > MOST || (slot && place > wanted)) {
      return;
    }
    String id = slot ? place + "/" + wanted : key;
    String error = TaskBars.error(task);
    if (!error.isEmpty()) {
      lines.add(ProgressLine.words(id, Words.cut(Words.printable(error), LONGEST_ERROR)));
    } else if (!terminal(task) && TaskBars.state(task).compareTo(TaskState.RUNNING) <= 0) {
      lines.add(TaskBars.line(id, TaskBars.state(task), STEPS));
    }
  }
}
