package io.swarmoperator.decide;

/**
 * Why a condition of a service is as it is: the one catalogue, of what is decided and of what is
 * found while acting. docs/operating.md tells what to do about each.
 */
public enum ConditionReason {
  CONVERGED("Converged", false),
  UPDATE_IN_PROGRESS("UpdateInProgress", false),
  ROLLBACK_IN_PROGRESS("RollbackInProgress", false),
  ROLLOUT_PAUSED("RolloutPaused", false),
  JOB_IN_PROGRESS("JobInProgress", false),
  COMPLETED("Completed", false),
  WRITE_FAILED("WriteFailed", false),
  UPDATE_PAUSED("UpdatePaused", true),
  ROLLBACK_PAUSED("RollbackPaused", true),
  ROLLED_BACK("RolledBack", true),
  NO_SUITABLE_NODE("NoSuitableNode", true),
  TASKS_ENDED("TasksEnded", true),
  INVALID_SPEC("InvalidSpec", true),
  NAME_TAKEN("NameTaken", true),
  REVISION_REFUSED("RevisionRefused", true),
  WRITE_REFUSED("WriteRefused", true),
  CLAIM_REFUSED("ClaimRefused", true),
  FIELDS_NOT_SUPPORTED("FieldsNotSupported", false),
  OTHER_DISRUPTION_BUDGET("OtherDisruptionBudget", false),
  /** Of a condition that has more than one; the message then names each. */
  SEVERAL_CAUSES("SeveralCauses", false);

  private final String word;
  private final boolean stalls;

  ConditionReason(String word, boolean stalls) {
    this.word = word;
    this.stalls = stalls;
  }

  /** The word as it stands in the status. */
  public String word() {
    return word;
  }

  /** Whether a service can be stalled for it: somebody has to do something. */
  public boolean stalls() {
    return stalls;
  }
}
