package io.swarmoperator.decide;

/**
 * What happens when a node is paused, which a cordoned one is (S§10.2): nothing new comes to it,
 * which the scheduler sees to, and what runs there stays. A task that belongs to the node is
 * neither updated nor restarted: {@link Eligibility} lets its slot rest (S§7, S§8.3), and {@link
 * Succession} finishes only the start-first step that had begun there. What becomes of its labels
 * is no concern of tasks on it ({@link ConstraintEnforcer}, S§10.5).
 */
final class NodePause {
  private NodePause() {}

  /** Whether a node is paused. */
  static boolean holds(NodeView node) {
    return node.availability() == Availability.PAUSE;
  }

  /**
   * Whether an update need not wait for a task of a slot: its node doesn't take it, and may never
   * (D69).
   */
  static boolean keepsFromStarting(Slots slots, Slot slot, Task task) {
    return !task.onItsNode() && slots.resting().contains(slot);
  }
}
