package io.swarmoperator.decide;

import java.util.ArrayList;
import java.util.List;

/** What to tell the user about tasks: each once, when the change is first seen. */
final class Notices {
  private Notices() {}

  static List<Notice> of(World world) {
    List<Notice> notices = new ArrayList<>(ofEnds(world));
    for (Task task : world.tasks()) {
      if (task.newlyRunning() && task.identity().reason().byUpdater()) {
        notices.add(
            NoticeReason.SLOT_UPDATED.says(
                task.slot().word(), task.identity().image(), task.name()));
      }
    }
    drained(world).forEach(notices::add);
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
      case COMPLETE -> NoticeReason.TASK_COMPLETED.says(task.name());
      case REJECTED -> NoticeReason.TASK_REJECTED.says(task.name(), error);
      default -> NoticeReason.TASK_FAILED.says(task.name(), error);
    };
  }

  private static List<Notice> drained(World world) {
    return world.slots().values().stream()
        .map(Slot::newest) // an older one is told to stop already, or its replacement is on its way
        .filter(t -> t.live() && t.onDrainingNode() && t.hasPod())
        .map(t -> t.now().nodeName())
        .distinct()
        .sorted()
        .map(NoticeReason.NODE_DRAINED::says)
        .toList();
  }
}
