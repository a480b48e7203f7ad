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
import java.util.List;

/**
 * The process that a task is: its image, its command and how it is started and stopped.
 *
 * <p>Lists are never null; other fields are null only where the schema has no default.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public abstract class TaskProcess {

  @JsonPropertyDescription(
      "Image that the task runs, such as alpine:3.7, used as written: registry, path in small "
          + "letters, tag, digest. Required, 1 to 1024 characters.")
  @Required
  @Size(max = 1024)
  @ValidationRule(value = "self != ''", message = "image reference must be provided")
  @ValidationRule(value = ImageReferences.RULE, message = ImageReferences.MESSAGE)
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
      "Directory in which the command starts, an absolute path. Default: the image's; "
          + "at most 4096 characters.")
  @Size(max = 4096)
  @ValidationRule(
      value = "self == '' || self.startsWith('/')",
      message = "workingDir must be an absolute path")
  private String workingDir;

  @JsonPropertyDescription(
      "Number of the user that the task runs as, or user:group as 1000:1000, each at most 2147483647; names stand in the image, which Kubernetes does not read. Default: the image's; at most 21 characters.")
  @Size(max = 21)
  @ValidationRule(
      value =
          "self == '' || (self.matches('^[0-9]{1,10}(:[0-9]{1,10})?$')"
              + " && self.split(':').all(id, int(id) <= 2147483647))",
      message =
          "user must be a number of at most 2147483647, or two as 1000:1000: names stand in the"
              + " image, which Kubernetes does not read")
  private String user;

  @JsonPropertyDescription(
      "Numbers of further groups of the task. Default: none; at most 32, from 0 to 2147483647.")
  @Size(max = 32)
  private List<@Min(0) @Max(2147483647) Long> groups = new ArrayList<>();

  @JsonPropertyDescription(
      "Host name of the task; may hold templates such as {{.Service.Name}}-{{.Task.Slot}}. Default: the service and the slot, as ping-1; at most 253 characters.")
  @Size(max = 253)
  private String hostname;

  @JsonPropertyDescription(
      "Whether a small init process reaps the task's orphaned processes. Default " + "false.")
  @Default("false")
  private Boolean init;

  @JsonPropertyDescription("Whether the task has a terminal. Default false.")
  @Default("false")
  private Boolean tty;

  @JsonPropertyDescription("Whether the task can only read its root file system. Default false.")
  @Default("false")
  private Boolean readOnly;

  @JsonPropertyDescription(
      "Time between the request to stop and the kill, a duration; rounded up to whole "
          + "seconds, at least one. Default 10s, from 0s to 8760h.")
  @Default("10s")
  @Size(max = 32)
  @ValidationRule(value = Durations.RULE, message = Durations.MESSAGE)
  private String stopGracePeriod;

  @JsonPropertyDescription(
      "Signal that asks the task to stop, such as SIGINT. Reported where the cluster drops it. Default: the image's, or SIGTERM; at most 20 characters.")
  @Size(max = 20)
  @ValidationRule(
      value = "self.matches('^((SIG)?[A-Z][A-Z0-9]*([+-][0-9]+)?)?$')",
      message = "stopSignal must be the name of a signal, such as SIGINT")
  private String stopSignal;

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

  public String getWorkingDir() {
    return workingDir;
  }

  public void setWorkingDir(String workingDir) {
    this.workingDir = workingDir;
  }

  public String getUser() {
    return user;
  }

  public void setUser(String user) {
    this.user = user;
  }

  public List<Long> getGroups() {
    return groups;
  }

  public void setGroups(List<Long> groups) {
    this.groups = groups == null ? new ArrayList<>() : groups;
  }

  public String getHostname() {
    return hostname;
  }

  public void setHostname(String hostname) {
    this.hostname = hostname;
  }

  public Boolean getInit() {
    return init;
  }

  public void setInit(Boolean init) {
    this.init = init;
  }

  public Boolean getTty() {
    return tty;
  }

  public void setTty(Boolean tty) {
    this.tty = tty;
  }

  public Boolean getReadOnly() {
    return readOnly;
  }

  public void setReadOnly(Boolean readOnly) {
    this.readOnly = readOnly;
  }

  public String getStopGracePeriod() {
    return stopGracePeriod;
  }

  public void setStopGracePeriod(String stopGracePeriod) {
    this.stopGracePeriod = stopGracePeriod;
  }

  public String getStopSignal() {
    return stopSignal;
  }

  public void setStopSignal(String stopSignal) {
    this.stopSignal = stopSignal;
  }
}
