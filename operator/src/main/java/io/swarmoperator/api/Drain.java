package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/**
 * How tasks leave a node that is being drained. In an object read from the API server no field is
 * null.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class Drain {

  @JsonPropertyDescription(
      "stop-first: a task stops before its replacement starts elsewhere; start-first: "
          + "the replacement runs first. Default stop-first.")
  @Default("stop-first")
  private UpdateOrder order;

  public UpdateOrder getOrder() {
    return order;
  }

  public void setOrder(UpdateOrder order) {
    this.order = order;
  }
}
