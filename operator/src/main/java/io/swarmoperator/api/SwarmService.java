package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * A service as {@code docker service create} declares it. Users write {@code spec}, only the
 * operator writes {@code status}, and the operator never writes {@code spec}.
 */
@Group(SwarmApi.GROUP)
@Version(SwarmApi.VERSION)
@Plural("swarmservices")
@ShortNames("swsvc")
@Categories("swarm")
@JsonClassDescription(
    "A Docker Swarm service: a number of equal tasks, rolled out, restarted and moved by Swarm's rules.")
@AdditionalPrinterColumn(name = "Mode", jsonPath = ".spec.mode")
@AdditionalPrinterColumn(name = "Replicas", jsonPath = ".status.summary")
@AdditionalPrinterColumn(name = "Image", jsonPath = ".spec.template.image")
@AdditionalPrinterColumn(name = "Ports", jsonPath = ".status.ports")
@AdditionalPrinterColumn(name = "Update", jsonPath = ".status.update.state")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
    name = "Revision",
    jsonPath = ".status.currentRevision",
    type = AdditionalPrinterColumn.Type.INTEGER,
    priority = 1)
@AdditionalPrinterColumn(name = "Message", jsonPath = ".status.update.message", priority = 1)
@ValidationRule(
    value = "self.metadata.name.size() <= 45",
    fieldPath = ".metadata.name",
    message = "name must have at most 45 characters, because slot and task id are appended")
@ValidationRule(
    value = "!self.metadata.name.contains('.')",
    fieldPath = ".metadata.name",
    message = "name must be a DNS label: no dots")
@ValidationRule(
    value = "self.metadata.name.substring(0, 1).matches('[a-z]')",
    fieldPath = ".metadata.name",
    message = "name must start with a letter")
@ValidationRule(
    value = "!self.metadata.name.endsWith('-tasks') && !self.metadata.name.endsWith('-ingress')",
    fieldPath = ".metadata.name",
    message =
        "name must not end with -tasks or -ingress, which the operator appends for its own Services")
public class SwarmService extends CustomResource<SwarmServiceSpec, SwarmServiceStatus>
    implements Namespaced {

  private static final long serialVersionUID = 1L;

  @Required
  @JsonPropertyDescription("What the service is meant to be. Required.")
  @Override
  public SwarmServiceSpec getSpec() {
    return super.getSpec();
  }

  @Default("{\"observedGeneration\": -1}")
  @JsonPropertyDescription(
      "What the operator says of the service. Default: observedGeneration -1, not seen yet.")
  @Override
  public SwarmServiceStatus getStatus() {
    return super.getStatus();
  }
}
