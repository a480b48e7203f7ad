package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How many tasks a service has and what becomes of a task that ends. */
public enum ServiceMode {
  /** A fixed number of slots, each kept filled. */
  @JsonProperty("replicated")
  REPLICATED
}
