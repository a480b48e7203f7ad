package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** When a node fetches the image, in Kubernetes' words. */
public enum ImagePullPolicy {
  /** Asks the registry at each start. */
  @JsonProperty("Always")
  ALWAYS,

  /** Fetches only what the node lacks. */
  @JsonProperty("IfNotPresent")
  IF_NOT_PRESENT,

  /** Never fetches; the node must have the image. */
  @JsonProperty("Never")
  NEVER
}
