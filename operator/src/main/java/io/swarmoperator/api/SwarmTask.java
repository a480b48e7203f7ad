package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * The durable record of one task: one execution attempt in one slot of a service, never restarted
 * and never moved. Written only by the operator, spec and status in one write: there is no status
 * subresource.
 */
@Group(SwarmApi.GROUP)
@Version(SwarmApi.VERSION)
@Plural("swarmtasks")
@ShortNames("swtask")
@Categories("swarm")
@JsonClassDescription(
    "The record of one task of a SwarmService: one execution attempt, never restarted and never moved."
        + " Written by the operator; edits are overwritten.")
@AdditionalPrinterColumn(name = "Image", jsonPath = ".spec.image")
@AdditionalPrinterColumn(name = "Node", jsonPath = ".status.nodeName")
@AdditionalPrinterColumn(name = "Desired-State", jsonPath = ".spec.desiredState")
@AdditionalPrinterColumn(name = "Current-State", jsonPath = ".status.state")
@AdditionalPrinterColumn(name = "Error", jsonPath = ".status.error")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public class SwarmTask extends CustomResource<SwarmTaskSpec, SwarmTaskStatus>
    implements Namespaced {

  private static final long serialVersionUID = 1L;

  @Required
  @JsonPropertyDescription("What the task is meant to be. Required.")
  @Override
  public SwarmTaskSpec getSpec() {
    return super.getSpec();
  }

  @JsonPropertyDescription("What became of the task.")
  @Override
  public SwarmTaskStatus getStatus() {
    return super.getStatus();
  }
}
