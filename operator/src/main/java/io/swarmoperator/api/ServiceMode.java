package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How many tasks a service has and what becomes of a task that ends. */
public enum ServiceMode {
  /** A fixed number of slots, each kept filled. */
  @JsonProperty("replicated")
  REPLICATED,
  /** One task on every node, kept running. */
  @JsonProperty("global")
  GLOBAL,
  /** A number of tasks that run to completion. */
  @JsonProperty("replicated-job")
  REPLICATED_JOB,
  /** One task on every node, run to completion once. */
  @JsonProperty("global-job")
  GLOBAL_JOB;

  /** Whether there is a task on every node. */
  public boolean perNode() {
    return this == GLOBAL || this == GLOBAL_JOB;
  }
}
