package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/**
 * How a change of template or endpoint is rolled out. In an object read from the API server no
 * field is null.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class UpdateConfig extends RolloutConfig {

  @JsonPropertyDescription(
      "What happens once more tasks failed than maxFailureRatio allows: pause, "
          + "continue or rollback. Default pause.")
  @Default("pause")
  private UpdateFailureAction failureAction;

  public UpdateFailureAction getFailureAction() {
    return failureAction;
  }

  public void setFailureAction(UpdateFailureAction failureAction) {
    this.failureAction = failureAction;
  }
}
