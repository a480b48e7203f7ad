package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** How clients reach the service. In an object read from the API server no field is null. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class Endpoint {

  @JsonPropertyDescription(
      "vip: the name resolves to one address that spreads connections; dnsrr: to the "
          + "tasks' own addresses. A change replaces tasks. Default vip.")
  @Default("vip")
  private EndpointMode mode;

  public EndpointMode getMode() {
    return mode;
  }

  public void setMode(EndpointMode mode) {
    this.mode = mode;
  }
}
