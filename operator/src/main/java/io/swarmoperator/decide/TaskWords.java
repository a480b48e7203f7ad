package io.swarmoperator.decide;

/**
 * Words of a task's record that rules read back: what they say is remembered nowhere else. They
 * stand in stored records and must not change.
 */
final class TaskWords {
  /** Message of a task that no node has taken yet. */
  static final String PENDING = "pending task scheduling";

  /** Error of a task that the progress deadline ended; why it waited may follow. */
  static final String OVERDUE = "task: not running within the progress deadline";

  /** Error of a task whose pod was deleted by hand. */
  static final String POD_DELETED = "task: pod was deleted";

  /** How the error of a task begins whose container ended with a code other than 0. */
  static final String EXITED = "task: non-zero exit (";

  /** How the error of such a task ends if it needed more memory than it may have. */
  static final String OUT_OF_MEMORY = ": OOMKilled";

  /** Message of a task whose node was deleted. */
  static final String NODE_DELETED = "Task belonged to a node that has been deleted";

  /**
   * Message of a task that was evicted from a node in service: its slot is replaced as the policy
   * says, and not for the node's sake (S§7).
   */
  static final String EVICTED = "evicted";

  /** Message of a task that never had a pod, as the API server didn't want it. */
  static final String REFUSED = "rejected";

  /** Message of a task whose node has lost the labels that it needs (S§10.5). */
  static final String ENFORCED = "task rejected by constraint enforcer";

  /** Error of such a task. */
  static final String UNFIT_NODE = "assigned node no longer meets constraints";

  private TaskWords() {}
}
