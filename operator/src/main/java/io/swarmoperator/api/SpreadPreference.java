package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** What tasks are spread over. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class SpreadPreference {

  @JsonPropertyDescription(
      "Node label over whose values tasks are spread evenly, such as node.labels.zone; nodes "
          + "without it are a group of their own. Required, at most 400 characters.")
  @Required
  @Size(max = 400)
  @ValidationRule(
      value = "self.matches('^(?i:node[.]labels[.])[-A-Za-z0-9_./]+$')",
      message = "spread must be node.labels.<key>: tasks are spread over the values of a label")
  private String spread;

  public String getSpread() {
    return spread;
  }

  public void setSpread(String spread) {
    this.spread = spread;
  }
}
