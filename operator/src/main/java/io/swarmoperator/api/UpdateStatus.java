package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.ArrayList;
import java.util.List;

/** The present or the last rollout of a service. Written only by the operator. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class UpdateStatus {

  @JsonPropertyDescription(
      "updating, paused or completed; for a rollback rollback_started, rollback_paused "
          + "or rollback_completed.")
  private UpdateState state;

  @JsonPropertyDescription("What happened last, in words. At most 4096 characters.")
  @Size(max = BoundedText.LENGTH)
  private String message;

  @JsonPropertyDescription(
      "Time at which the rollout began. Written as RFC 3339 with microseconds, UTC.")
  @Size(max = 32)
  private String startedAt;

  @JsonPropertyDescription(
      "Time at which the rollout ended; absent before. Written as RFC 3339 with "
          + "microseconds, UTC.")
  @Size(max = 32)
  private String completedAt;

  @JsonPropertyDescription("Revision that the rollout leads away from. From 0.")
  @Min(0)
  @Max(Bounds.MAX_NUMBER)
  private Long fromRevision;

  @JsonPropertyDescription("Revision that the rollout leads to. From 0.")
  @Min(0)
  @Max(Bounds.MAX_NUMBER)
  private Long toRevision;

  @JsonPropertyDescription(
      "Number of the rollout; each update and each rollback has its own. From 0.")
  @Min(0)
  @Max(Bounds.MAX_NUMBER)
  private Long rollout;

  @JsonPropertyDescription("Number of slots that the rollout has to replace. From 0.")
  @Min(0)
  @Max(2147483647)
  private Integer slots;

  @JsonPropertyDescription(
      "Number of tasks of the rollout that failed within the monitor time. From 0.")
  @Min(0)
  @Max(2147483647)
  private Integer failures;

  @JsonPropertyDescription(
      "Ids of the tasks that count as failures, in the order in which they ended; empty while the "
          + "failure action is continue. At most 10000.")
  @Size(max = 10000)
  private List<@Size(max = 25) String> failedTasks = new ArrayList<>();

  @JsonPropertyDescription(
      "Slots of a global service that the rollout took and that went with their nodes. At most "
          + "10000.")
  @Size(max = 10000)
  private List<GoneSlot> goneSlots = new ArrayList<>();

  public UpdateState getState() {
    return state;
  }

  public void setState(UpdateState state) {
    this.state = state;
  }

  public String getMessage() {
    return message;
  }

  public void setMessage(String message) {
    this.message = BoundedText.cut(message);
  }

  public String getStartedAt() {
    return startedAt;
  }

  public void setStartedAt(String startedAt) {
    this.startedAt = startedAt;
  }

  public String getCompletedAt() {
    return completedAt;
  }

  public void setCompletedAt(String completedAt) {
    this.completedAt = completedAt;
  }

  public Long getFromRevision() {
    return fromRevision;
  }

  public void setFromRevision(Long fromRevision) {
    this.fromRevision = fromRevision;
  }

  public Long getToRevision() {
    return toRevision;
  }

  public void setToRevision(Long toRevision) {
    this.toRevision = toRevision;
  }

  public Long getRollout() {
    return rollout;
  }

  public void setRollout(Long rollout) {
    this.rollout = rollout;
  }

  public Integer getSlots() {
    return slots;
  }

  public void setSlots(Integer slots) {
    this.slots = slots;
  }

  public Integer getFailures() {
    return failures;
  }

  public void setFailures(Integer failures) {
    this.failures = failures;
  }

  public List<String> getFailedTasks() {
    return failedTasks;
  }

  public void setFailedTasks(List<String> failedTasks) {
    this.failedTasks = failedTasks == null ? new ArrayList<>() : failedTasks;
  }

  public List<GoneSlot> getGoneSlots() {
    return goneSlots;
  }

  public void setGoneSlots(List<GoneSlot> goneSlots) {
    this.goneSlots = goneSlots == null ? new ArrayList<>() : goneSlots;
  }
}
