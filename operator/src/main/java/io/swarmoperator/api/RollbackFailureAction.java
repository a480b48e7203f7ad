package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a rollback does once too many of its tasks have failed; it can't roll back itself. */
public enum RollbackFailureAction {
  /** Hands out no further slot and waits for a person. */
  @JsonProperty("pause")
  PAUSE,

  /** Goes on as if nothing had happened. */
  @JsonProperty("continue")
  CONTINUE
}
