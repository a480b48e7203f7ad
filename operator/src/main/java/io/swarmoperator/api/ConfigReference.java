package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * A key of a ConfigMap that a task sees as a file. In an object read from the API server the key
 * and the target can be null.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class ConfigReference extends FileReference {

  @JsonPropertyDescription(
      "Name of the ConfigMap, in the namespace of the service. Required, at most 253 characters.")
  @Required
  @Size(max = 253)
  @ValidationRule(
      value = "self.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$')",
      message = "source must be the name of a ConfigMap: small letters, digits, '-' and '.'")
  private String source;

  @JsonPropertyDescription(
      "Path of the file, below / if relative. Default: / and its source; at most 1024 characters.")
  @Size(max = 1024)
  @ValidationRule(
      value =
          "!self.contains(':') && !self.split('/').exists(part, part == '..') && !self.endsWith('/')",
      message = "target must be the path of a file, without a colon and without ..")
  private String target;

  public String getSource() {
    return source;
  }

  public void setSource(String source) {
    this.source = source;
  }

  public String getTarget() {
    return target;
  }

  public void setTarget(String target) {
    this.target = target;
  }
}
