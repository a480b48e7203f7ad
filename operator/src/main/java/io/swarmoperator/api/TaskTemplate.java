package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a task runs. A change in here replaces tasks, under the rules of {@link UpdateConfig}.
 *
 * <p>Lists and maps are never null; other fields are null only where the schema has no default.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class TaskTemplate extends TaskSurroundings {

  @JsonPropertyDescription(
      "Labels of the task's pod, beside the operator's own. Default: none; at most "
          + "100, values of at most 63 characters.")
  @Size(max = 100)
  @ValidationRule(value = Bounds.RESERVED_RULE, message = Bounds.RESERVED_MESSAGE)
  @ValidationRule(value = Bounds.KEYS_RULE, message = Bounds.KEYS_MESSAGE)
  @ValidationRule(value = Bounds.LABEL_VALUES_RULE, message = Bounds.LABEL_VALUES_MESSAGE)
  private Map<String, @Size(max = 63) String> labels = new LinkedHashMap<>();

  @JsonPropertyDescription(
      "Annotations of the task's pod. Default: none; at most 100, values of at most "
          + "65536 characters.")
  @Size(max = 100)
  @ValidationRule(value = Bounds.RESERVED_RULE, message = Bounds.RESERVED_MESSAGE)
  @ValidationRule(value = Bounds.KEYS_RULE, message = Bounds.KEYS_MESSAGE)
  private Map<String, @Size(max = 65536) String> annotations = new LinkedHashMap<>();

  @JsonPropertyDescription(
      "Processor and memory that a task may take and that are set aside for it. "
          + "Default: none.")
  private TaskResources resources;

  @JsonPropertyDescription(
      "When a slot whose task ended gets another one. Default: 5s after every end, "
          + "without limit.")
  @Default("{}")
  private RestartPolicy restartPolicy;

  @JsonPropertyDescription(
      "Where tasks may go and how they spread. A change in here replaces only tasks on "
          + "nodes that the new constraints don't allow. Default: anywhere.")
  @Default("{}")
  private Placement placement;

  @JsonPropertyDescription(
      "Service account of the task; its token is there when this is given. Default: the namespace's, without a token; at most 253 characters.")
  @Size(max = 253)
  @ValidationRule(
      value = "self == '' || self.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$')",
      message = "serviceAccountName must be small letters, digits, '-' and '.'")
  private String serviceAccountName;

  @JsonPropertyDescription(
      "Secrets with what is needed to fetch images. Default: those of the service account; at most 20.")
  @Size(max = 20)
  private List<PullSecret> imagePullSecrets = new ArrayList<>();

  @JsonPropertyDescription(
      "PriorityClass of the task. Default: the cluster's; at most 253 characters.")
  @Size(max = 253)
  @ValidationRule(
      value = "self == '' || self.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$')",
      message = "priorityClassName must be small letters, digits, '-' and '.'")
  private String priorityClassName;

  @JsonPropertyDescription(
      "Taints of nodes that the task puts up with, in the form that pods take them. Default: none but those of nodes that fail; at most 50.")
  @Size(max = 50)
  private List<Toleration> tolerations = new ArrayList<>();

  @JsonPropertyDescription(
      "RuntimeClass of the task. Default: the cluster's; at most 253 characters.")
  @Size(max = 253)
  @ValidationRule(
      value = "self == '' || self.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$')",
      message = "runtimeClassName must be small letters, digits, '-' and '.'")
  private String runtimeClassName;

  @JsonPropertyDescription(
      "Merged onto the finished pod: the way to everything that has no field here. Default: nothing.")
  private PodPatch podPatch;

  @JsonPropertyDescription(
      "A counter; raising it replaces every task although nothing else changed. "
          + "Default 0, from 0 to 2147483647.")
  @Default("0")
  @Min(0)
  @Max(2147483647)
  private Integer forceUpdate;

  public Map<String, String> getLabels() {
    return labels;
  }

  public void setLabels(Map<String, String> labels) {
    this.labels = labels == null ? new LinkedHashMap<>() : labels;
  }

  public Map<String, String> getAnnotations() {
    return annotations;
  }

  public void setAnnotations(Map<String, String> annotations) {
    this.annotations = annotations == null ? new LinkedHashMap<>() : annotations;
  }

  public TaskResources getResources() {
    return resources;
  }

  public void setResources(TaskResources resources) {
    this.resources = resources;
  }

  public RestartPolicy getRestartPolicy() {
    return restartPolicy;
  }

  public void setRestartPolicy(RestartPolicy restartPolicy) {
    this.restartPolicy = restartPolicy;
  }

  public Placement getPlacement() {
    return placement;
  }

  public void setPlacement(Placement placement) {
    this.placement = placement;
  }

  public String getServiceAccountName() {
    return serviceAccountName;
  }

  public void setServiceAccountName(String serviceAccountName) {
    this.serviceAccountName = serviceAccountName;
  }

  public List<PullSecret> getImagePullSecrets() {
    return imagePullSecrets;
  }

  public void setImagePullSecrets(List<PullSecret> imagePullSecrets) {
    this.imagePullSecrets = imagePullSecrets == null ? new ArrayList<>() : imagePullSecrets;
  }

  public String getPriorityClassName() {
    return priorityClassName;
  }

  public void setPriorityClassName(String priorityClassName) {
    this.priorityClassName = priorityClassName;
  }

  public List<Toleration> getTolerations() {
    return tolerations;
  }

  public void setTolerations(List<Toleration> tolerations) {
    this.tolerations = tolerations == null ? new ArrayList<>() : tolerations;
  }

  public String getRuntimeClassName() {
    return runtimeClassName;
  }

  public void setRuntimeClassName(String runtimeClassName) {
    this.runtimeClassName = runtimeClassName;
  }

  public PodPatch getPodPatch() {
    return podPatch;
  }

  public void setPodPatch(PodPatch podPatch) {
    this.podPatch = podPatch;
  }

  public Integer getForceUpdate() {
    return forceUpdate;
  }

  public void setForceUpdate(Integer forceUpdate) {
    this.forceUpdate = forceUpdate;
  }
}
