package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an update does once too many of its tasks have failed. */
public enum UpdateFailureAction {
  /** Hands out no further slot and waits for a person. */
  @JsonProperty("pause")
  PAUSE,

  /** Goes on as if nothing had happened. */
  @JsonProperty("continue")
  CONTINUE,

  /** Goes back to the last revision that was fully rolled out. */
  @JsonProperty("rollback")
  ROLLBACK
}
