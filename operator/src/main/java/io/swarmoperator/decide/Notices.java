package io.swarmoperator.decide;

import java.util.ArrayList;
import java.util.List;

/** What to tell the user about tasks: each once, when the change is first seen. */
final class Notices {
  private Notices() {}

  static List<Notice> of(World world) {
    List<Notice> notices = new ArrayList<>(ofEnds(world));
    for (Task task : world.tasks()) {
      boolean startsRunning =
          task.running() && task.stored().map(r -> r.state() != TaskState.RUNNING).orElse(true);
      if (startsRunning && task.identity().reason().byUpdater()) {
        notices.add(
            new Notice(
                false,
                "SlotUpdated",
                "slot "
                    + task.slot()
                    + " runs "
                    + task.identity().image()
                    + " (task "
                    + task.name()
                    + ")"));
      }
    }
    drained(world).forEach(notices::add);
    world.view().request().filter(Request::declared).ifPresent(r -> notices.add(declared(r)));
    return notices;
  }

  /** Only of tasks that ended. */
  static List<Notice> ofEnds(World world) {
    return world.tasks().stream()
        .filter(t -> t.newlyEnded() && t.endedByItself())
        .map(Notices::ended)
        .toList();
  }

  private static Notice ended(Task task) {
    String error = task.now().error().isEmpty() ? "" : ": " + task.now().error();
    return switch (task.now().state()) {
      case COMPLETE -> new Notice(false, "TaskCompleted", "task " + task.name() + " complete");
      case REJECTED ->
          new Notice(true, "TaskRejected", "task " + task.name() + " rejected" + error);
      default -> new Notice(true, "TaskFailed", "task " + task.name() + " failed" + error);
    };
  }

  private static List<Notice> drained(World world) {
    return world.tasks().stream()
        .filter(t -> t.live() && t.onDrainingNode() && t.hasPod())
        .map(t -> t.now().nodeName())
        .distinct()
        .sorted()
        .map(
            node ->
                new Notice(
                    false, "NodeDrained", "tasks leave node " + node + ", which is being drained"))
        .toList();
  }

  private static Notice declared(Request request) {
    String text =
        " is declared by apply and would come back at every sync: annotate the service instead (kubectl annotate)";
    return new Notice(
        true,
        "RequestRefused",
        "request " + request.kind().name().toLowerCase(java.util.Locale.ROOT) + text);
  }
}
