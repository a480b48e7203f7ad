package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * A file system that a task sees. In an object read from the API server the source, the subPath and
 * the tmpfs can be null.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.type != 'tmpfs' || !has(self.source) || self.source == ''",
    fieldPath = ".source",
    message = "a tmpfs mount has no source")
@ValidationRule(
    value = "self.type != 'bind' || (has(self.source) && self.source.startsWith('/'))",
    fieldPath = ".source",
    message = "a bind mount's source must be an absolute path of the node")
@ValidationRule(
    value = "self.type == 'tmpfs' || !has(self.tmpfs)",
    fieldPath = ".tmpfs",
    message = "tmpfs applies to mounts of type tmpfs only")
@ValidationRule(
    value = "self.type == 'volume' || !has(self.subPath) || self.subPath == ''",
    fieldPath = ".subPath",
    message = "subPath applies to mounts of type volume only")
public class Mount {

  @JsonPropertyDescription(
      "volume: a PersistentVolumeClaim, or with an empty source a volume that lives and dies with its task; bind: a path of the node; tmpfs: memory. Default volume.")
  @Default("volume")
  private MountType type;

  @JsonPropertyDescription(
      "Name of the claim, or path on the node. May hold templates such as data-{{.Task.Slot}}. Default: none; at most 1024 characters.")
  @Size(max = 1024)
  private String source;

  @JsonPropertyDescription(
      "Where the task sees it, an absolute path without a colon. Required, at most 1024 characters.")
  @Required
  @Size(max = 1024)
  @ValidationRule(
      value = "self.startsWith('/') && self.size() > 1 && !self.contains(':')",
      message = "target must be an absolute path below / without a colon")
  private String target;

  @JsonPropertyDescription("Whether the task can only read it. Default false.")
  @Default("false")
  private Boolean readOnly;

  @JsonPropertyDescription(
      "A path inside the volume that is mounted instead of its root. Default: the root; at most 1024 characters.")
  @Size(max = 1024)
  @ValidationRule(
      value = "!self.startsWith('/') && !self.split('/').exists(part, part == '..')",
      message = "subPath must be a relative path without ..")
  private String subPath;

  @JsonPropertyDescription("Of a mount in memory; type tmpfs only.")
  private TmpfsOptions tmpfs;

  public MountType getType() {
    return type;
  }

  public void setType(MountType type) {
    this.type = type;
  }

  public String getSource() {
    return source;
  }

  public void setSource(String source) {
    this.source = source;
  }

  public String getTarget() {
    return target;
  }

  public void setTarget(String target) {
    this.target = target;
  }

  public Boolean getReadOnly() {
    return readOnly;
  }

  public void setReadOnly(Boolean readOnly) {
    this.readOnly = readOnly;
  }

  public String getSubPath() {
    return subPath;
  }

  public void setSubPath(String subPath) {
    this.subPath = subPath;
  }

  public TmpfsOptions getTmpfs() {
    return tmpfs;
  }

  public void setTmpfs(TmpfsOptions tmpfs) {
    this.tmpfs = tmpfs;
  }
}
