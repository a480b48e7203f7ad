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
 * What update and rollback have in common: how slots are handed out and what counts as failure.
 *
 * <p>In an object read from the API server no field is null.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public abstract class RolloutConfig {

  @JsonPropertyDescription(
      "Number of slots replaced at the same time; 0 means all at once. Default 1, from "
          + "0 to 10000.")
  @Default("1")
  @Min(0)
  @Max(10000)
  private Integer parallelism;

  @JsonPropertyDescription(
      "Time between the end of one slot and the start of the next, a duration such as "
          + "10s or 1m30s. Default 0s, from 0s to 8760h.")
  @Default("0s")
  @Size(max = 32)
  @ValidationRule(value = Durations.RULE, message = Durations.MESSAGE)
  private String delay;

  @JsonPropertyDescription(
      "stop-first: the old task stops before the new one starts; start-first: the new "
          + "one runs before the old one stops. Default stop-first.")
  @Default("stop-first")
  private UpdateOrder order;

  @JsonPropertyDescription(
      "Time after its start in which the end of a task counts as a failure of the "
          + "rollout, a duration; 0s means 5s. Default 5s, from 0s to 8760h.")
  @Default("5s")
  @Size(max = 32)
  @ValidationRule(value = Durations.RULE, message = Durations.MESSAGE)
  private String monitor;

  @JsonPropertyDescription(
      "Share of the rollout's slots that may fail before the failure action is taken, "
          + "a number; 0 means that the first failure is one too many. Default 0, from 0 to "
          + "1.")
  @Default("0")
  @Min(0)
  @Max(1)
  private Double maxFailureRatio;

  public Integer getParallelism() {
    return parallelism;
  }

  public void setParallelism(Integer parallelism) {
    this.parallelism = parallelism;
  }

  public String getDelay() {
    return delay;
  }

  public void setDelay(String delay) {
    this.delay = delay;
  }

  public UpdateOrder getOrder() {
    return order;
  }

  public void setOrder(UpdateOrder order) {
    this.order = order;
  }

  public String getMonitor() {
    return monitor;
  }

  public void setMonitor(String monitor) {
    this.monitor = monitor;
  }

  public Double getMaxFailureRatio() {
    return maxFailureRatio;
  }

  public void setMaxFailureRatio(Double maxFailureRatio) {
    this.maxFailureRatio = maxFailureRatio;
  }
}
