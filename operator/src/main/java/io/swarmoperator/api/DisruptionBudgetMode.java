package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether the operator keeps a PodDisruptionBudget for the service. */
public enum DisruptionBudgetMode {
  /** For a service with more than one replica. */
  @JsonProperty("auto")
  AUTO,

  /** Never. */
  @JsonProperty("none")
  NONE,

  /** Also for a single replica, which then can't be evicted without a push. */
  @JsonProperty("always")
  ALWAYS
}
