package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * A value that a task sees as a file. In an object read from the API server the key can be null.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public abstract class FileReference {

  @JsonPropertyDescription(
      "Key whose value is the file. Default: the name of the source; at most 253 characters.")
  @Size(max = 253)
  @ValidationRule(
      value = "self.matches('^[-._a-zA-Z0-9]*$')",
      message = "key must consist of letters, digits, '-', '_' or '.'")
  private String key;

  @JsonPropertyDescription(
      "Owner of the file, a number. Another than 0 is reported: files belong to root, and to the group of the task. Default 0; at most 10 digits.")
  @Default("0")
  @Size(max = 10)
  @ValidationRule(value = "self.matches('^[0-9]+$')", message = "uid must be a number")
  private String uid;

  @JsonPropertyDescription(
      "Group of the file, a number. All files of a task have one group; files that ask for several are reported. Default 0; at most 10 digits.")
  @Default("0")
  @Size(max = 10)
  @ValidationRule(value = "self.matches('^[0-9]+$')", message = "gid must be a number")
  private String gid;

  @JsonPropertyDescription(
      "Permissions of the file, in YAML octal as 0444. Default 0444, from 0 to 0777.")
  @Default("292")
  @Min(0)
  @Max(511)
  private Integer mode;

  public String getKey() {
    return key;
  }

  public void setKey(String key) {
    this.key = key;
  }

  public String getUid() {
    return uid;
  }

  public void setUid(String uid) {
    this.uid = uid;
  }

  public String getGid() {
    return gid;
  }

  public void setGid(String gid) {
    this.gid = gid;
  }

  public Integer getMode() {
    return mode;
  }

  public void setMode(Integer mode) {
    this.mode = mode;
  }
}
