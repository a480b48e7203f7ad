package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;

/** The present run of a job (S§8.1). */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class JobIterationStatus {

  @JsonPropertyDescription("Number of the run, 0 for the first.")
  @Min(0)
  @Max(2147483647)
  private Integer index;

  @JsonPropertyDescription("When the run began. Written as RFC 3339 with microseconds, UTC.")
  @Size(max = 32)
  private String lastExecution;

  @JsonPropertyDescription("Number of the run's tasks that completed.")
  @Min(0)
  @Max(2147483647)
  private Integer completed;

  @JsonPropertyDescription(
      "Identifies the template and job that the run is of; another one starts the next run. At "
          + "most 128 characters.")
  @Size(max = 128)
  private String of;

  public Integer getIndex() {
    return index;
  }

  public void setIndex(Integer index) {
    this.index = index;
  }

  public String getLastExecution() {
    return lastExecution;
  }

  public void setLastExecution(String lastExecution) {
    this.lastExecution = lastExecution;
  }

  public Integer getCompleted() {
    return completed;
  }

  public void setCompleted(Integer completed) {
    this.completed = completed;
  }

  public String getOf() {
    return of;
  }

  public void setOf(String of) {
    this.of = of;
  }
}
