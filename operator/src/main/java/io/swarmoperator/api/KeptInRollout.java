package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;

/**
 * That a rollout came to a slot whose task was right already: it stays, and the rollout's delay
 * counts from here. Null fields mean unknown.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class KeptInRollout {

  @JsonPropertyDescription("Number of the rollout.")
  @Min(1)
  @Max(2147483647)
  private Integer rollout;

  @JsonPropertyDescription("When it came. Written as RFC 3339 with microseconds, UTC.")
  @Size(max = 32)
  private String at;

  public Integer getRollout() {
    return rollout;
  }

  public void setRollout(Integer rollout) {
    this.rollout = rollout;
  }

  public String getAt() {
    return at;
  }

  public void setAt(String at) {
    this.at = at;
  }
}
