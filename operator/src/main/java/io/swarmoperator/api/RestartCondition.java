package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which ends of a task make its slot start another one. */
public enum RestartCondition {
  /** Every end, success included. */
  @JsonProperty("any")
  ANY,

  /** Every end but exit code 0. */
  @JsonProperty("on-failure")
  ON_FAILURE,

  /** No end: the slot stays as it is. */
  @JsonProperty("none")
  NONE
}
