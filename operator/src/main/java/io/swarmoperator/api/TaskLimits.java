package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** The most that a task may take; null means no limit. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class TaskLimits extends ResourceAmounts {

  @JsonPropertyDescription(
      "Number of processes. Reported: in Kubernetes it is a setting of the kubelet. Default 0, no limit; from 0 to 4194304.")
  @Default("0")
  @Min(0)
  @Max(4194304)
  private Integer pids;

  public Integer getPids() {
    return pids;
  }

  public void setPids(Integer pids) {
    this.pids = pids;
  }
}
