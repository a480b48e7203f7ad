package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a node sets aside for a task; null means nothing. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class TaskReservations extends ResourceAmounts {

  @JsonPropertyDescription(
      "Other resources, such as nvidia.com/gpu: 1, which are extended resources of Kubernetes. Default: none; at most 20, from 1 to 1000000 of each.")
  @Size(max = 20)
  @ValidationRule(
      value =
          "self.all(name, name.size() <= 317 && name.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?/[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$'))",
      message =
          "a generic resource is an extended resource of Kubernetes, whose name has a domain, such as nvidia.com/gpu")
  private Map<String, @Min(1) @Max(1000000) Integer> generic = new LinkedHashMap<>();

  public Map<String, Integer> getGeneric() {
    return generic;
  }

  public void setGeneric(Map<String, Integer> generic) {
    this.generic = generic == null ? new LinkedHashMap<>() : generic;
  }
}
