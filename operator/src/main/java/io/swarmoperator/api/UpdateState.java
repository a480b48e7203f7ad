package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far the present or the last rollout has come. */
public enum UpdateState {
  /** An update hands out slots. */
  @JsonProperty("updating")
  UPDATING,

  /** An update stopped handing out slots. */
  @JsonProperty("paused")
  PAUSED,

  /** The update ended. */
  @JsonProperty("completed")
  COMPLETED,

  /** A rollback hands out slots. */
  @JsonProperty("rollback_started")
  ROLLBACK_STARTED,

  /** A rollback stopped handing out slots. */
  @JsonProperty("rollback_paused")
  ROLLBACK_PAUSED,

  /** The rollback ended. */
  @JsonProperty("rollback_completed")
  ROLLBACK_COMPLETED
}
