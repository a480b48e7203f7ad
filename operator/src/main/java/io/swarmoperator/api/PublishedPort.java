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

/** A port of the service. In an object read from the API server only the name can be null. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class PublishedPort {

  @JsonPropertyDescription("Port on which the tasks listen. Required, from 1 to 65535.")
  @Required
  @Min(1)
  @Max(65535)
  private Integer target;

  @JsonPropertyDescription(
      "Port under which it is reached; 0 lets the cluster choose where it can, else it is the target. Default 0, from 0 to 65535.")
  @Default("0")
  @Min(0)
  @Max(65535)
  private Integer published;

  @JsonPropertyDescription("tcp, udp or sctp. Default tcp.")
  @Default("tcp")
  private PortProtocol protocol;

  @JsonPropertyDescription(
      "ingress: at the address of the service; host: on each node that runs a task. Default ingress.")
  @Default("ingress")
  private PortMode mode;

  @JsonPropertyDescription(
      "Name of the port, at most 15 small letters, digits and -. Default: made of protocol and number.")
  @Size(max = 15)
  @ValidationRule(
      value =
          "self == '' || (self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$') && self.matches('[a-z]') && !self.contains('--'))",
      message = "name must be small letters, digits and single '-', with a letter in it")
  private String name;

  public Integer getTarget() {
    return target;
  }

  public void setTarget(Integer target) {
    this.target = target;
  }

  public Integer getPublished() {
    return published;
  }

  public void setPublished(Integer published) {
    this.published = published;
  }

  public PortProtocol getProtocol() {
    return protocol;
  }

  public void setProtocol(PortProtocol protocol) {
    this.protocol = protocol;
  }

  public PortMode getMode() {
    return mode;
  }

  public void setMode(PortMode mode) {
    this.mode = mode;
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }
}
