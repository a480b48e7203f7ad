package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;
import java.util.ArrayList;
import java.util.List;

/**
 * What a service is meant to be, in the terms of {@code docker service create}.
 *
 * <p>In an object read from the API server only {@code progressDeadline} and {@code
 * taskHistoryLimit} can be null.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.mode == 'replicated' || self.replicas == 1",
    fieldPath = ".replicas",
    reason = "FieldValueForbidden",
    message = "replicas applies to mode replicated only")
@ValidationRule(
    value =
        "self.mode == 'replicated-job' || (self.job.maxConcurrent == 1 && self.job.totalCompletions == 1)",
    fieldPath = ".job",
    reason = "FieldValueForbidden",
    message = "job applies to mode replicated-job only")
@ValidationRule(
    value = ModeRules.JOBS_HAVE_NO_UPDATE,
    fieldPath = ".updateConfig",
    reason = "FieldValueForbidden",
    message = ModeRules.NO_ROLLOUT)
@ValidationRule(
    value = ModeRules.JOBS_HAVE_NO_ROLLBACK,
    fieldPath = ".rollbackConfig",
    reason = "FieldValueForbidden",
    message = ModeRules.NO_ROLLOUT)
@ValidationRule(
    value = "!self.mode.endsWith('-job') || !self.paused",
    fieldPath = ".paused",
    reason = "FieldValueForbidden",
    message = "paused is not supported for jobs, which have no rollout")
@ValidationRule(
    value = "self.mode == 'replicated' || self.drain.order == 'stop-first'",
    fieldPath = ".drain.order",
    reason = "FieldValueForbidden",
    message = "drain.order applies to mode replicated only")
@ValidationRule(
    value = "!self.mode.endsWith('-job') || self.disruptionBudget != 'always'",
    fieldPath = ".disruptionBudget",
    reason = "FieldValueForbidden",
    message = "disruptionBudget is not supported for jobs")
public class SwarmServiceSpec {

  @JsonPropertyDescription(
      "replicated: a fixed number of tasks, each in its numbered slot; global: one task on every "
          + "node; replicated-job: tasks that run to completion; global-job: one such task on every "
          + "node. Can't be changed. Default replicated.")
  @Default("replicated")
  @ValidationRule(
      value = "self == oldSelf",
      message = "mode can't be changed; delete the service and create it again")
  private ServiceMode mode;

  @JsonPropertyDescription("Number of slots; mode replicated only. Default 1, from 0 to 10000.")
  @SpecReplicas
  @Default("1")
  @Min(0)
  @Max(10000)
  private Integer replicas;

  @JsonPropertyDescription(
      "How much a replicated job does; a change in here runs the job again. Default: one task.")
  @Default("{}")
  private Job job;

  @JsonPropertyDescription("What a task runs; a change in here replaces tasks. Required.")
  @Required
  private TaskTemplate template;

  @JsonPropertyDescription(
      "How a change of template or endpoint is rolled out. Default: one slot at a time "
          + "without delay, paused at the first failure.")
  @Default("{}")
  private UpdateConfig updateConfig;

  @JsonPropertyDescription(
      "How a rollback is carried out. Default: one slot at a time without delay, "
          + "paused at the first failure.")
  @Default("{}")
  private RollbackConfig rollbackConfig;

  @JsonPropertyDescription(
      "How clients reach the service; a change in here replaces tasks. Default: mode " + "vip.")
  @Default("{}")
  private Endpoint endpoint;

  @JsonPropertyDescription(
      "PersistentVolumeClaims that are made when they are missing, and never deleted. Default: none; at most 50.")
  @Size(max = 50)
  private List<VolumeClaim> volumeClaims = new ArrayList<>();

  @JsonPropertyDescription("How tasks leave a node that is being drained. Default: stop-first.")
  @Default("{}")
  private Drain drain;

  @JsonPropertyDescription(
      "Whether a PodDisruptionBudget keeps evictions gentle: auto with more than one "
          + "replica, none never, always also for one. Default auto.")
  @Default("auto")
  private DisruptionBudgetMode disruptionBudget;

  @JsonPropertyDescription(
      "true: a rollout hands out no further slot; restarts and scaling go on with the "
          + "current revision. Default false.")
  @Default("false")
  private Boolean paused;

  @JsonPropertyDescription(
      "Time in which a new task must be placed and become ready, else it counts as "
          + "failed; a duration. Default: none, it is waited for without limit; from 1s to "
          + "8760h.")
  @Size(max = 32)
  @ValidationRule(value = Durations.OPTIONAL_RULE, message = Durations.OPTIONAL_MESSAGE)
  private String progressDeadline;

  @JsonPropertyDescription(
      "Number of tasks kept per slot, the live one included; -1 keeps all. Default: "
          + "the operator's configuration, 5 unless told otherwise; from -1 to 1000.")
  @Min(-1)
  @Max(1000)
  private Integer taskHistoryLimit;

  @JsonPropertyDescription(
      "Number of old revisions kept to roll back to, beside those in use. Default 10, "
          + "from 0 to 1000.")
  @Default("10")
  @Min(0)
  @Max(1000)
  private Integer revisionHistoryLimit;

  public ServiceMode getMode() {
    return mode;
  }

  public void setMode(ServiceMode mode) {
    this.mode = mode;
  }

  public Integer getReplicas() {
    return replicas;
  }

  public void setReplicas(Integer replicas) {
    this.replicas = replicas;
  }

  public Job getJob() {
    return job;
  }

  public void setJob(Job job) {
    this.job = job;
  }

  public TaskTemplate getTemplate() {
    return template;
  }

  public void setTemplate(TaskTemplate template) {
    this.template = template;
  }

  public UpdateConfig getUpdateConfig() {
    return updateConfig;
  }

  public void setUpdateConfig(UpdateConfig updateConfig) {
    this.updateConfig = updateConfig;
  }

  public RollbackConfig getRollbackConfig() {
    return rollbackConfig;
  }

  public void setRollbackConfig(RollbackConfig rollbackConfig) {
    this.rollbackConfig = rollbackConfig;
  }

  public Endpoint getEndpoint() {
    return endpoint;
  }

  public void setEndpoint(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  public List<VolumeClaim> getVolumeClaims() {
    return volumeClaims;
  }

  public void setVolumeClaims(List<VolumeClaim> volumeClaims) {
    this.volumeClaims = volumeClaims == null ? new ArrayList<>() : volumeClaims;
  }

  public Drain getDrain() {
    return drain;
  }

  public void setDrain(Drain drain) {
    this.drain = drain;
  }

  public DisruptionBudgetMode getDisruptionBudget() {
    return disruptionBudget;
  }

  public void setDisruptionBudget(DisruptionBudgetMode disruptionBudget) {
    this.disruptionBudget = disruptionBudget;
  }

  public Boolean getPaused() {
    return paused;
  }

  public void setPaused(Boolean paused) {
    this.paused = paused;
  }

  public String getProgressDeadline() {
    return progressDeadline;
  }

  public void setProgressDeadline(String progressDeadline) {
    this.progressDeadline = progressDeadline;
  }

  public Integer getTaskHistoryLimit() {
    return taskHistoryLimit;
  }

  public void setTaskHistoryLimit(Integer taskHistoryLimit) {
    this.taskHistoryLimit = taskHistoryLimit;
  }

  public Integer getRevisionHistoryLimit() {
    return revisionHistoryLimit;
  }

  public void setRevisionHistoryLimit(Integer revisionHistoryLimit) {
    this.revisionHistoryLimit = revisionHistoryLimit;
  }
}
