package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/**
 * How much a replicated job does (S§8.2). In an object read from the API server no field is null.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class Job {

  @JsonPropertyDescription("Number of tasks at work at a time. Default 1, from 0 to 10000.")
  @Default("1")
  @Min(0)
  @Max(10000)
  private Integer maxConcurrent;

  @JsonPropertyDescription(
      "Number of tasks that are to complete, each in its slot from 0. Default 1, from 0 to 10000.")
  @Default("1")
  @Min(0)
  @Max(10000)
  private Integer totalCompletions;

  public Integer getMaxConcurrent() {
    return maxConcurrent;
  }

  public void setMaxConcurrent(Integer maxConcurrent) {
    this.maxConcurrent = maxConcurrent;
  }

  public Integer getTotalCompletions() {
    return totalCompletions;
  }

  public void setTotalCompletions(Integer totalCompletions) {
    this.totalCompletions = totalCompletions;
  }
}
