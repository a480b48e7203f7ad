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
import io.fabric8.kubernetes.api.model.EnvVar;
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
public class TaskTemplate {

  @JsonPropertyDescription(
      "Image that the task runs, such as alpine:3.7, used as written. Required, 1 to "
          + "1024 characters.")
  @Required
  @Size(max = 1024)
  @ValidationRule(
      value = "self.matches('^[^[:space:]]+$')",
      message = "image must be given, without white space")
  private String image;

  @JsonPropertyDescription(
      "When a node fetches the image: Always, IfNotPresent or Never. Default " + "IfNotPresent.")
  @Default("IfNotPresent")
  private ImagePullPolicy imagePullPolicy;

  @JsonPropertyDescription(
      "Replaces the image's entrypoint. Handed over as written, $(VAR) is not "
          + "expanded. Default: the image's; at most 1000 items of 131072 characters.")
  @Size(max = 1000)
  private List<@Size(max = 131072) String> command = new ArrayList<>();

  @JsonPropertyDescription(
      "Replaces the image's command. Handed over as written, $(VAR) is not "
          + "expanded. Default: the image's; at most 1000 items of 131072 characters.")
  @Size(max = 1000)
  private List<@Size(max = 131072) String> args = new ArrayList<>();

  @JsonPropertyDescription(
      "Environment variables, in the form that pods take them; a later one of the same "
          + "name wins. Default: none; at most 1000.")
  @Size(max = 1000)
  private List<EnvVar> env = new ArrayList<>();

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
      "Directory in which the command starts, an absolute path. Default: the image's; "
          + "at most 4096 characters.")
  @Size(max = 4096)
  @ValidationRule(
      value = "self == '' || self.startsWith('/')",
      message = "workingDir must be an absolute path")
  private String workingDir;

  @JsonPropertyDescription(
      "Whether a small init process reaps the task's orphaned processes. Default " + "false.")
  @Default("false")
  private Boolean init;

  @JsonPropertyDescription(
      "Time between the request to stop and the kill, a duration; rounded up to whole "
          + "seconds, at least one. Default 10s, from 0s to 8760h.")
  @Default("10s")
  @Size(max = 32)
  @ValidationRule(value = Durations.RULE, message = Durations.MESSAGE)
  private String stopGracePeriod;

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
      "A counter; raising it replaces every task although nothing else changed. "
          + "Default 0, from 0 to 2147483647.")
  @Default("0")
  @Min(0)
  @Max(2147483647)
  private Integer forceUpdate;

  public String getImage() {
    return image;
  }

  public void setImage(String image) {
    this.image = image;
  }

  public ImagePullPolicy getImagePullPolicy() {
    return imagePullPolicy;
  }

  public void setImagePullPolicy(ImagePullPolicy imagePullPolicy) {
    this.imagePullPolicy = imagePullPolicy;
  }

  public List<String> getCommand() {
    return command;
  }

  public void setCommand(List<String> command) {
    this.command = command == null ? new ArrayList<>() : command;
  }

  public List<String> getArgs() {
    return args;
  }

  public void setArgs(List<String> args) {
    this.args = args == null ? new ArrayList<>() : args;
  }

  public List<EnvVar> getEnv() {
    return env;
  }

  public void setEnv(List<EnvVar> env) {
    this.env = env == null ? new ArrayList<>() : env;
  }

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

  public String getWorkingDir() {
    return workingDir;
  }

  public void setWorkingDir(String workingDir) {
    this.workingDir = workingDir;
  }

  public Boolean getInit() {
    return init;
  }

  public void setInit(Boolean init) {
    this.init = init;
  }

  public String getStopGracePeriod() {
    return stopGracePeriod;
  }

  public void setStopGracePeriod(String stopGracePeriod) {
    this.stopGracePeriod = stopGracePeriod;
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

  public Integer getForceUpdate() {
    return forceUpdate;
  }

  public void setForceUpdate(Integer forceUpdate) {
    this.forceUpdate = forceUpdate;
  }
}
