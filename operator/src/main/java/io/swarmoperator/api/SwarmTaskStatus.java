package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;

/**
 * What became of one task, as it was observed; written only by the operator. Null means not known
 * or not applicable.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class SwarmTaskStatus {

  @JsonPropertyDescription(
      "new, pending, assigned, preparing, ready, starting, running, complete, "
          + "shutdown, failed, rejected or orphaned.")
  private TaskState state;

  @JsonPropertyDescription("What is going on, in words. At most 4096 characters.")
  @Size(max = BoundedText.LENGTH)
  private String message;

  @JsonPropertyDescription(
      "Why the task failed or was rejected; absent otherwise. At most 4096 characters.")
  @Size(max = BoundedText.LENGTH)
  private String error;

  @JsonPropertyDescription("Exit code of the task's process; absent before its end.")
  @Min(-2147483648)
  @Max(2147483647)
  private Integer exitCode;

  @JsonPropertyDescription(
      "The image that ran, with its digest, as the node reports it. At most 1024 " + "characters.")
  @Size(max = 1024)
  private String imageID;

  @JsonPropertyDescription(
      "Node that the task runs or ran on; absent before it has one. At most 253 " + "characters.")
  @Size(max = 253)
  private String nodeName;

  @JsonPropertyDescription(
      "Time at which the task was created. Written as RFC 3339 with microseconds, UTC.")
  @Size(max = 32)
  private String createdAt;

  @JsonPropertyDescription(
      "Time at which the task was first ready; absent before. Written as RFC 3339 with "
          + "microseconds, UTC.")
  @Size(max = 32)
  private String runningAt;

  @JsonPropertyDescription(
      "Time at which the task ended; absent before. Written as RFC 3339 with "
          + "microseconds, UTC.")
  @Size(max = 32)
  private String finishedAt;

  public TaskState getState() {
    return state;
  }

  public void setState(TaskState state) {
    this.state = state;
  }

  public String getMessage() {
    return message;
  }

  public void setMessage(String message) {
    this.message = BoundedText.cut(message);
  }

  public String getError() {
    return error;
  }

  public void setError(String error) {
    this.error = BoundedText.cut(error);
  }

  public Integer getExitCode() {
    return exitCode;
  }

  public void setExitCode(Integer exitCode) {
    this.exitCode = exitCode;
  }

  public String getImageID() {
    return imageID;
  }

  public void setImageID(String imageID) {
    this.imageID = imageID;
  }

  public String getNodeName() {
    return nodeName;
  }

  public void setNodeName(String nodeName) {
    this.nodeName = nodeName;
  }

  public String getCreatedAt() {
    return createdAt;
  }

  public void setCreatedAt(String createdAt) {
    this.createdAt = createdAt;
  }

  public String getRunningAt() {
    return runningAt;
  }

  public void setRunningAt(String runningAt) {
    this.runningAt = runningAt;
  }

  public String getFinishedAt() {
    return finishedAt;
  }

  public void setFinishedAt(String finishedAt) {
    this.finishedAt = finishedAt;
  }
}
