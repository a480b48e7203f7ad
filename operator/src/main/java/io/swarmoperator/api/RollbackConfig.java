package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** How a rollback is carried out. In an object read from the API server no field is null. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class RollbackConfig extends RolloutConfig {

  @JsonPropertyDescription(
      "What happens once more tasks failed than maxFailureRatio allows: pause or "
          + "continue. Default pause.")
  @Default("pause")
  private RollbackFailureAction failureAction;

  public RollbackFailureAction getFailureAction() {
    return failureAction;
  }

  public void setFailureAction(RollbackFailureAction failureAction) {
    this.failureAction = failureAction;
  }
}
