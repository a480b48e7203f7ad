package io.swarmoperator.decide;

/**
 * What happens when a node drains (S§10.2): its tasks are told to stop, and those of numbered slots
 * are replaced elsewhere at once, without the restart delay (S§4.1-6). {@link RestartSupervisor}
 * decides on the replacement, {@link Eligibility} that a task that belongs to the node gets none,
 * and a task whose policy allows none just stops ({@link Succession#stopLost}).
 */
final class NodeDrain {
  private NodeDrain() {}

  /** Whether a task must leave because its node drains. */
  static boolean takes(Task task) {
    return task.live() && task.onDrainingNode();
  }

  /** Whether the replacement comes first, and the old task runs on until that runs. */
  static boolean replacesFirst(ServiceSpec spec, RestartSupervisor.Restart restart) {
    return restart.reason() == Reason.NODE_DRAINED
        && !spec.mode().job()
        && spec.drainOrder() == UpdateOrder.START_FIRST
        && restart.of().running();
  }

  /**
   * Whether a task runs on because its replacement, or the new task of a start-first step, has yet
   * to come to run. A replacement that ends before that changes nothing, though its policy may
   * allow no other: the slot would be left with none.
   */
  static boolean awaitsReplacement(ServiceSpec spec, Slot slot, Task task) {
    Task newest = slot.newest();
    boolean overlaps = spec.drainOrder() == UpdateOrder.START_FIRST && !spec.mode().job();
    return overlaps
        && task.running()
        && !task.onDownNode()
        && !task.equals(newest)
        && !newest.running()
        && (newest.live() || replacementHasCome(slot, task));
  }

  private static boolean replacementHasCome(Slot slot, Task task) {
    return slot.laterThan(task).anyMatch(t -> t.identity().reason() == Reason.NODE_DRAINED);
  }
}
