package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * One statement about a service, as {@code kubectl wait} and kstatus read it. Written only by the
 * operator.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class ServiceCondition {

  @JsonPropertyDescription(
      "What the statement is about: Ready, Reconciling, Stalled, Unsupported or, of jobs, Complete. "
          + "Required, at most 316 characters.")
  @Required
  @Size(max = 316)
  private String type;

  @JsonPropertyDescription("True, False or Unknown. Required.")
  @Required
  @Pattern("^(True|False|Unknown)$")
  @Size(max = 7)
  private String status;

  @JsonPropertyDescription("Why, in one word for programs. At most 1024 characters.")
  @Size(max = 1024)
  private String reason;

  @JsonPropertyDescription("Why, in a sentence for people. At most 4096 characters.")
  @Size(max = BoundedText.LENGTH)
  private String message;

  @JsonPropertyDescription("Generation of the service that the statement is about. From -1.")
  @Min(-1)
  @Max(Bounds.MAX_NUMBER)
  private Long observedGeneration;

  @JsonPropertyDescription(
      "Time at which status last changed. Written as RFC 3339 with microseconds, UTC.")
  @Size(max = 32)
  private String lastTransitionTime;

  public String getType() {
    return type;
  }

  public void setType(String type) {
    this.type = type;
  }

  public String getStatus() {
    return status;
  }

  public void setStatus(String status) {
    this.status = status;
  }

  public String getReason() {
    return reason;
  }

  public void setReason(String reason) {
    this.reason = reason;
  }

  public String getMessage() {
    return message;
  }

  public void setMessage(String message) {
    this.message = BoundedText.cut(message);
  }

  public Long getObservedGeneration() {
    return observedGeneration;
  }

  public void setObservedGeneration(Long observedGeneration) {
    this.observedGeneration = observedGeneration;
  }

  public String getLastTransitionTime() {
    return lastTransitionTime;
  }

  public void setLastTransitionTime(String lastTransitionTime) {
    this.lastTransitionTime = lastTransitionTime;
  }
}
