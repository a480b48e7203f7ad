package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a task was last seen to be, in Docker Swarm's words; the order of the constants is the order
 * in which a task can move.
 */
public enum TaskState {
  /** Recorded; no pod yet. */
  @JsonProperty("new")
  NEW,

  /** No node yet. */
  @JsonProperty("pending")
  PENDING,

  /** Has a node that hasn't reported yet. */
  @JsonProperty("assigned")
  ASSIGNED,

  /** Its node fetches the image and sets up volumes. */
  @JsonProperty("preparing")
  PREPARING,

  /** Waits to be started. */
  @JsonProperty("ready")
  READY,

  /** Started and not yet ready. */
  @JsonProperty("starting")
  STARTING,

  /** Was ready once and hasn't ended. */
  @JsonProperty("running")
  RUNNING,

  /** Ended by itself with exit code 0. */
  @JsonProperty("complete")
  COMPLETE,

  /** Ended because it was told to. */
  @JsonProperty("shutdown")
  SHUTDOWN,

  /** Ended by itself with another exit code, or vanished. */
  @JsonProperty("failed")
  FAILED,

  /** Could never start: the image, the configuration or the API server stood against it. */
  @JsonProperty("rejected")
  REJECTED,

  /** Its node has been away for too long to say anything of it. */
  @JsonProperty("orphaned")
  ORPHANED
}
