package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a mount comes from. */
public enum MountType {
  /** A PersistentVolumeClaim, or a volume that lives as long as its task. */
  @JsonProperty("volume")
  VOLUME,

  /** A path of the node. */
  @JsonProperty("bind")
  BIND,

  /** Memory of the node. */
  @JsonProperty("tmpfs")
  TMPFS
}
