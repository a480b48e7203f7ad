package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the service's name resolves. */
public enum EndpointMode {
  /** To one address that spreads connections over the tasks. */
  @JsonProperty("vip")
  VIP,

  /** To the addresses of the tasks themselves. */
  @JsonProperty("dnsrr")
  DNSRR
}
