package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A limit of a task's processes. In an object read from the API server no field is null. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class Ulimit {

  @JsonPropertyDescription("Which limit, such as nofile. Required, at most 32 characters.")
  @Required
  @Size(max = 32)
  private String name;

  @JsonPropertyDescription("The limit that holds; -1 means none. Required, from -1.")
  @Required
  @Min(-1)
  @Max(Bounds.MAX_NUMBER)
  private Long soft;

  @JsonPropertyDescription(
      "How far a process may raise it; -1 means without end. Default: the soft one; from -1.")
  @Min(-1)
  @Max(Bounds.MAX_NUMBER)
  private Long hard;

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public Long getSoft() {
    return soft;
  }

  public void setSoft(Long soft) {
    this.soft = soft;
  }

  public Long getHard() {
    return hard;
  }

  public void setHard(Long hard) {
    this.hard = hard;
  }
}
