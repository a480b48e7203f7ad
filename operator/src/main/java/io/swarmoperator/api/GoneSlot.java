package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;

/**
 * A slot that a rollout took and that went with its node: its delay counts all the same. Null
 * fields mean unknown.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class GoneSlot {

  @JsonPropertyDescription("Name of its node. At most 253 characters.")
  @Size(max = 253)
  private String slot;

  @JsonPropertyDescription("When the rollout took it. Written as RFC 3339 with microseconds, UTC.")
  @Size(max = 32)
  private String taken;

  @JsonPropertyDescription(
      "From when on the rollout's delay counts. Written as RFC 3339 with microseconds, UTC.")
  @Size(max = 32)
  private String reached;

  public String getSlot() {
    return slot;
  }

  public void setSlot(String slot) {
    this.slot = slot;
  }

  public String getTaken() {
    return taken;
  }

  public void setTaken(String taken) {
    this.taken = taken;
  }

  public String getReached() {
    return reached;
  }

  public void setReached(String reached) {
    this.reached = reached;
  }
}
