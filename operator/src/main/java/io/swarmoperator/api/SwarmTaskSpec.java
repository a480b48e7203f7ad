package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What one task is meant to be; written only by the operator. Null means not applicable. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class SwarmTaskSpec {

  @JsonPropertyDescription(
      "Number of the slot that the task fills: from 1, a job's from 0; 0 where tasks belong to nodes.")
  @Min(0)
  @Max(2147483647)
  private Integer slot;

  @JsonPropertyDescription(
      "Node that the task is bound to by its service; empty where the scheduler is "
          + "free. At most 253 characters.")
  @Size(max = 253)
  private String nodeName;

  @JsonPropertyDescription("Number of the revision that the task runs. From 0.")
  @Min(0)
  @Max(Bounds.MAX_NUMBER)
  private Long revision;

  @JsonPropertyDescription(
      "Image that the task runs, as the service names it. At most 1024 characters.")
  @Size(max = 1024)
  private String image;

  @JsonPropertyDescription(
      "What the task is meant to be: ready, running, complete, shutdown or remove.")
  private DesiredState desiredState;

  @JsonPropertyDescription(
      "Why the task was created, in one word such as SpecChanged. At most 63 " + "characters.")
  @Size(max = 63)
  private String reason;

  @JsonPropertyDescription(
      "Time before which the task isn't started; absent where it needn't wait. Written "
          + "as RFC 3339 with microseconds, UTC.")
  @Size(max = 32)
  private String startAfter;

  @JsonPropertyDescription(
      "Number of the task in its slot, never used twice in a service's life. From 1.")
  @Min(0)
  @Max(2147483647)
  private Integer attempt;

  @JsonPropertyDescription(
      "Number of the rollout that created the task, or during which a restart brought its slot up to "
          + "date; 0 for none.")
  @Min(0)
  @Max(Bounds.MAX_NUMBER)
  private Long rollout;

  @JsonPropertyDescription(
      "The last rollout that came to the slot and found the task right as it was; absent where none "
          + "did.")
  private KeptInRollout kept;

  @JsonPropertyDescription(
      "Under maxReplicasPerNode: numbers of the places on a node that tasks before this one waited "
          + "for in vain; absent where none did. At most 10000, each from 1 to 10000.")
  @Size(max = 10000)
  private List<@Min(1) @Max(10000) Integer> triedPlaces;

  @JsonPropertyDescription("Number of the job's run that the task belongs to; 0 for services.")
  @Min(0)
  @Max(2147483647)
  private Integer jobIteration;

  public Integer getSlot() {
    return slot;
  }

  public void setSlot(Integer slot) {
    this.slot = slot;
  }

  public String getNodeName() {
    return nodeName;
  }

  public void setNodeName(String nodeName) {
    this.nodeName = nodeName;
  }

  public Long getRevision() {
    return revision;
  }

  public void setRevision(Long revision) {
    this.revision = revision;
  }

  public String getImage() {
    return image;
  }

  public void setImage(String image) {
    this.image = image;
  }

  public DesiredState getDesiredState() {
    return desiredState;
  }

  public void setDesiredState(DesiredState desiredState) {
    this.desiredState = desiredState;
  }

  public String getReason() {
    return reason;
  }

  public void setReason(String reason) {
    this.reason = reason;
  }

  public String getStartAfter() {
    return startAfter;
  }

  public void setStartAfter(String startAfter) {
    this.startAfter = startAfter;
  }

  public Integer getAttempt() {
    return attempt;
  }

  public void setAttempt(Integer attempt) {
    this.attempt = attempt;
  }

  public Long getRollout() {
    return rollout;
  }

  public void setRollout(Long rollout) {
    this.rollout = rollout;
  }

  public KeptInRollout getKept() {
    return kept;
  }

  public void setKept(KeptInRollout kept) {
    this.kept = kept;
  }

  public List<Integer> getTriedPlaces() {
    return triedPlaces;
  }

  public void setTriedPlaces(List<Integer> triedPlaces) {
    this.triedPlaces = triedPlaces;
  }

  public Integer getJobIteration() {
    return jobIteration;
  }

  public void setJobIteration(Integer jobIteration) {
    this.jobIteration = jobIteration;
  }
}
