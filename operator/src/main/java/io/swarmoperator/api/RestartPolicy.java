package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * When a slot whose task ended gets another one. In an object read from the API server no field is
 * null.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class RestartPolicy {

  @JsonPropertyDescription(
      "any: after every end; on-failure: unless the exit code was 0; none: never. "
          + "Default any.")
  @Default("any")
  private RestartCondition condition;

  @JsonPropertyDescription(
      "Time between the end of a task and the start of its replacement, a duration. "
          + "Default 5s, from 0s to 8760h.")
  @Default("5s")
  @Size(max = 32)
  @ValidationRule(value = Durations.RULE, message = Durations.MESSAGE)
  private String delay;

  @JsonPropertyDescription(
      "Number of restarts per slot within the window; 0 means without limit. A number "
          + "above 0 keeps that many ended tasks and one more in the history. Default 0, "
          + "from 0 to 1000.")
  @Default("0")
  @Min(0)
  @Max(1000)
  private Integer maxAttempts;

  @JsonPropertyDescription(
      "Time over which maxAttempts counts, a duration; 0s means ever. Default 0s, from "
          + "0s to 8760h.")
  @Default("0s")
  @Size(max = 32)
  @ValidationRule(value = Durations.RULE, message = Durations.MESSAGE)
  private String window;

  public RestartCondition getCondition() {
    return condition;
  }

  public void setCondition(RestartCondition condition) {
    this.condition = condition;
  }

  public String getDelay() {
    return delay;
  }

  public void setDelay(String delay) {
    this.delay = delay;
  }

  public Integer getMaxAttempts() {
    return maxAttempts;
  }

  public void setMaxAttempts(Integer maxAttempts) {
    this.maxAttempts = maxAttempts;
  }

  public String getWindow() {
    return window;
  }

  public void setWindow(String window) {
    this.window = window;
  }
}
