package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a published port is reached. */
public enum PortMode {
  /** At an address of the service. */
  @JsonProperty("ingress")
  INGRESS,

  /** On each node that runs a task. */
  @JsonProperty("host")
  HOST
}
