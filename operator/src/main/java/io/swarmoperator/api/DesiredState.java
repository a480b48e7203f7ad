package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a task is meant to be; the order of the constants is the order in which a task can move. */
public enum DesiredState {
  /** Prepared to start: waits for its delay or for the old task to stop. */
  @JsonProperty("ready")
  READY,

  /** Meant to run. */
  @JsonProperty("running")
  RUNNING,

  /** Meant to run to its end, once. */
  @JsonProperty("complete")
  COMPLETE,

  /** Told to stop; stays in the history. */
  @JsonProperty("shutdown")
  SHUTDOWN,

  /** Told to stop; leaves the history once it is gone. */
  @JsonProperty("remove")
  REMOVE
}
