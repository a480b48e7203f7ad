package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;

/** What is merged onto a finished pod, as {@code kubectl patch} merges; null means nothing. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class PodPatch {

  @JsonPropertyDescription(
      "Onto the metadata of the pod: labels and annotations, but not those of the operator. Default: nothing.")
  private JsonNode metadata;

  @JsonPropertyDescription(
      "Onto the spec of the pod, whose container is called task; lists merge as in kubectl patch, by the names of their items, and $patch: delete takes one away. A container beside it is an init container with restartPolicy Always: any other would keep the pod from ending with its task, and is refused. A field that pods do not have, or that the operator needs itself, is refused with the reason. Default: nothing.")
  private JsonNode spec;

  public JsonNode getMetadata() {
    return metadata;
  }

  public void setMetadata(JsonNode metadata) {
    this.metadata = metadata;
  }

  public JsonNode getSpec() {
    return spec;
  }

  public void setSpec(JsonNode spec) {
    this.spec = spec;
  }
}
