package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;

/**
 * The request annotation that is being carried out, so that it is carried out once. Written only by
 * the operator.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class HandledRequest {

  @JsonPropertyDescription("Name of the annotation. At most 316 characters.")
  @Size(max = 316)
  private String key;

  @JsonPropertyDescription("Value of the annotation as it is carried out. At most 253 characters.")
  @Size(max = 253)
  private String value;

  @JsonPropertyDescription(
      "Time at which the request was accepted. Written as RFC 3339 with microseconds, " + "UTC.")
  @Size(max = 32)
  private String at;

  public String getKey() {
    return key;
  }

  public void setKey(String key) {
    this.key = key;
  }

  public String getValue() {
    return value;
  }

  public void setValue(String value) {
    this.value = value;
  }

  public String getAt() {
    return at;
  }

  public void setAt(String at) {
    this.at = at;
  }
}
