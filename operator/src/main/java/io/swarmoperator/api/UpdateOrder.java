package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which of a slot's two tasks moves first when one replaces the other. */
public enum UpdateOrder {
  /** The old task is stopped before the new one starts; they never overlap. */
  @JsonProperty("stop-first")
  STOP_FIRST,

  /** The new task runs before the old one is told to stop. */
  @JsonProperty("start-first")
  START_FIRST
}
