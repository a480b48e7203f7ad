package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;

/**
 * Present in a service's status while a rollback keeps the tasks from what spec says. Written only
 * by the operator.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class Hold {

  @JsonPropertyDescription("Revision that the tasks are held at. From 0.")
  @Min(0)
  @Max(Bounds.MAX_NUMBER)
  private Long revision;

  @JsonPropertyDescription(
      "Revision of spec that is held back; the hold lapses when spec becomes another "
          + "one. From 0.")
  @Min(0)
  @Max(Bounds.MAX_NUMBER)
  private Long insteadOf;

  @JsonPropertyDescription(
      "UpdateFailed: the failure action was rollback; RequestedByUser: the annotation "
          + "asked for it.")
  private HoldReason reason;

  @JsonPropertyDescription(
      "Time at which the hold began. Written as RFC 3339 with microseconds, UTC.")
  @Size(max = 32)
  private String since;

  public Long getRevision() {
    return revision;
  }

  public void setRevision(Long revision) {
    this.revision = revision;
  }

  public Long getInsteadOf() {
    return insteadOf;
  }

  public void setInsteadOf(Long insteadOf) {
    this.insteadOf = insteadOf;
  }

  public HoldReason getReason() {
    return reason;
  }

  public void setReason(HoldReason reason) {
    this.reason = reason;
  }

  public String getSince() {
    return since;
  }

  public void setSince(String since) {
    this.since = since;
  }
}
