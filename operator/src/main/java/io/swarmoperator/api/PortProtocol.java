package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Protocol of a port. */
public enum PortProtocol {
  /** TCP. */
  @JsonProperty("tcp")
  TCP,

  /** UDP. */
  @JsonProperty("udp")
  UDP,

  /** SCTP. */
  @JsonProperty("sctp")
  SCTP
}
