package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why tasks run another revision than spec says. */
public enum HoldReason {
  /** The update to spec's revision failed and its failure action was rollback. */
  @JsonProperty("UpdateFailed")
  UPDATE_FAILED,

  /** The rollback annotation asked for it. */
  @JsonProperty("RequestedByUser")
  REQUESTED_BY_USER
}
