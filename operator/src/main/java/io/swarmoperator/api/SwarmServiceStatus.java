package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import java.util.ArrayList;
import java.util.List;

/**
 * What the operator says of a service; written as a whole and only by the operator. Null means not
 * known yet.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class SwarmServiceStatus {

  @JsonPropertyDescription(
      "Generation that this status speaks of; -1 before the operator has seen the "
          + "service. Default -1.")
  @Min(-1)
  @Max(Bounds.MAX_NUMBER)
  private Long observedGeneration;

  @JsonPropertyDescription("Number of tasks that are meant to run. From 0.")
  @Min(0)
  @Max(2147483647)
  private Integer desiredTasks;

  @JsonPropertyDescription(
      "Number of tasks meant to run that run, on nodes that are not down. From 0.")
  @Min(0)
  @Max(2147483647)
  private Integer runningTasks;

  @JsonPropertyDescription("Number of tasks meant to run that have the current revision. From 0.")
  @Min(0)
  @Max(2147483647)
  private Integer updatedTasks;

  @JsonPropertyDescription(
      "Number of pods that exist and are wanted, for the scale subresource. From 0.")
  @StatusReplicas
  @Min(0)
  @Max(2147483647)
  private Integer replicas;

  @JsonPropertyDescription(
      "Label selector of the service's pods, for the scale subresource. At most 253 "
          + "characters.")
  @LabelSelector
  @Size(max = 253)
  private String selector;

  @JsonPropertyDescription("Running and desired tasks in the form 4/4. At most 63 characters.")
  @Size(max = 63)
  private String summary;

  @JsonPropertyDescription(
      "Revision that the tasks are meant to run now, after any rollback. From 0.")
  @Min(0)
  @Max(Bounds.MAX_NUMBER)
  private Long currentRevision;

  @JsonPropertyDescription("Revision of what spec says. From 0.")
  @Min(0)
  @Max(Bounds.MAX_NUMBER)
  private Long specRevision;

  @JsonPropertyDescription(
      "Revision meant to run before the current one; a rollback to \"previous\" leads "
          + "there. From 0.")
  @Min(0)
  @Max(Bounds.MAX_NUMBER)
  private Long previousRevision;

  @JsonPropertyDescription(
      "Revisions that were once fully rolled out, oldest first; an automatic rollback "
          + "leads to the last of them. At most 1010.")
  @Size(max = 1010)
  private List<@Min(0) @Max(Bounds.MAX_NUMBER) Long> rolledOutRevisions = new ArrayList<>();

  @JsonPropertyDescription("Present while a rollback keeps the tasks from what spec says.")
  private Hold hold;

  @JsonPropertyDescription("The present or the last rollout; absent before the first.")
  private UpdateStatus update;

  @JsonPropertyDescription("The highest number given to a rollout; it never repeats. From 0.")
  @Min(0)
  @Max(2147483647)
  private Integer rolloutCounter;

  @JsonPropertyDescription(
      "Slots without any record number their next task from above this. From 0.")
  @Min(0)
  @Max(2147483647)
  private Integer attemptFloor;

  @JsonPropertyDescription("The request annotation that is being carried out; absent otherwise.")
  private HandledRequest request;

  @JsonPropertyDescription("The present run of a job; absent for services.")
  private JobIterationStatus jobIteration;

  @JsonPropertyDescription(
      "Statements for programs, one per type: Ready, Reconciling, Stalled, of jobs Complete, "
          + "Unsupported. At most 16.")
  @Size(max = 16)
  private List<ServiceCondition> conditions = new ArrayList<>();

  public Long getObservedGeneration() {
    return observedGeneration;
  }

  public void setObservedGeneration(Long observedGeneration) {
    this.observedGeneration = observedGeneration;
  }

  public Integer getDesiredTasks() {
    return desiredTasks;
  }

  public void setDesiredTasks(Integer desiredTasks) {
    this.desiredTasks = desiredTasks;
  }

  public Integer getRunningTasks() {
    return runningTasks;
  }

  public void setRunningTasks(Integer runningTasks) {
    this.runningTasks = runningTasks;
  }

  public Integer getUpdatedTasks() {
    return updatedTasks;
  }

  public void setUpdatedTasks(Integer updatedTasks) {
    this.updatedTasks = updatedTasks;
  }

  public Integer getReplicas() {
    return replicas;
  }

  public void setReplicas(Integer replicas) {
    this.replicas = replicas;
  }

  public String getSelector() {
    return selector;
  }

  public void setSelector(String selector) {
    this.selector = selector;
  }

  public String getSummary() {
    return summary;
  }

  public void setSummary(String summary) {
    this.summary = summary;
  }

  public Long getCurrentRevision() {
    return currentRevision;
  }

  public void setCurrentRevision(Long currentRevision) {
    this.currentRevision = currentRevision;
  }

  public Long getSpecRevision() {
    return specRevision;
  }

  public void setSpecRevision(Long specRevision) {
    this.specRevision = specRevision;
  }

  public Long getPreviousRevision() {
    return previousRevision;
  }

  public void setPreviousRevision(Long previousRevision) {
    this.previousRevision = previousRevision;
  }

  public List<Long> getRolledOutRevisions() {
    return rolledOutRevisions;
  }

  public void setRolledOutRevisions(List<Long> rolledOutRevisions) {
    this.rolledOutRevisions = rolledOutRevisions == null ? new ArrayList<>() : rolledOutRevisions;
  }

  public Hold getHold() {
    return hold;
  }

  public void setHold(Hold hold) {
    this.hold = hold;
  }

  public UpdateStatus getUpdate() {
    return update;
  }

  public void setUpdate(UpdateStatus update) {
    this.update = update;
  }

  public Integer getRolloutCounter() {
    return rolloutCounter;
  }

  public void setRolloutCounter(Integer rolloutCounter) {
    this.rolloutCounter = rolloutCounter;
  }

  public Integer getAttemptFloor() {
    return attemptFloor;
  }

  public void setAttemptFloor(Integer attemptFloor) {
    this.attemptFloor = attemptFloor;
  }

  public HandledRequest getRequest() {
    return request;
  }

  public void setRequest(HandledRequest request) {
    this.request = request;
  }

  public List<ServiceCondition> getConditions() {
    return conditions;
  }

  public void setConditions(List<ServiceCondition> conditions) {
    this.conditions = conditions == null ? new ArrayList<>() : conditions;
  }

  public JobIterationStatus getJobIteration() {
    return jobIteration;
  }

  public void setJobIteration(JobIterationStatus jobIteration) {
    this.jobIteration = jobIteration;
  }
}
