package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.ArrayList;
import java.util.List;

/** How clients reach the service. In an object read from the API server no field is null. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.mode == 'vip' || !has(self.ports) || self.ports.all(port, port.mode == 'host')",
    fieldPath = ".mode",
    message = "mode dnsrr can't have ports published with mode ingress")
@ValidationRule(
    value =
        "!has(self.ports) || self.ports.all(a, a.published == 0 || self.ports.exists_one(b, b.published == a.published && b.protocol == a.protocol))",
    fieldPath = ".ports",
    message = "duplicate published ports provided: a port can be published once for each protocol")
@ValidationRule(
    value =
        "!has(self.ports) || self.ports.all(a, a.published != 0 || self.ports.exists_one(b, (b.published == 0 ? b.target : b.published) == a.target && b.protocol == a.protocol && b.mode == a.mode))",
    fieldPath = ".ports",
    message =
        "a port without a published one is published as its target, which another port of its mode has")
@ValidationRule(
    value =
        "self.serviceType != 'NodePort' || !has(self.ports) || self.ports.all(port, port.mode == 'host' || port.published == 0 || (port.published >= 30000 && port.published <= 32767))",
    fieldPath = ".ports",
    message = "with serviceType NodePort a port is published between 30000 and 32767")
@ValidationRule(
    value =
        "!has(self.ports) || self.ports.all(a, !has(a.name) || a.name == '' || self.ports.exists_one(b, has(b.name) && b.name == a.name))",
    fieldPath = ".ports",
    message = "names of ports must differ")
public class Endpoint {

  @JsonPropertyDescription(
      "vip: the name resolves to one address that spreads connections; dnsrr: to the "
          + "tasks' own addresses. A change replaces tasks. Default vip.")
  @Default("vip")
  private EndpointMode mode;

  @JsonPropertyDescription(
      "Type of the Service by which ingress ports are published: LoadBalancer, NodePort or ClusterIP. Default LoadBalancer.")
  @Default("LoadBalancer")
  private PublishedServiceType serviceType;

  @JsonPropertyDescription("Ports of the service. Default: none; at most 100.")
  @Size(max = 100)
  private List<PublishedPort> ports = new ArrayList<>();

  public EndpointMode getMode() {
    return mode;
  }

  public void setMode(EndpointMode mode) {
    this.mode = mode;
  }

  public PublishedServiceType getServiceType() {
    return serviceType;
  }

  public void setServiceType(PublishedServiceType serviceType) {
    this.serviceType = serviceType;
  }

  public List<PublishedPort> getPorts() {
    return ports;
  }

  public void setPorts(List<PublishedPort> ports) {
    this.ports = ports == null ? new ArrayList<>() : ports;
  }
}
