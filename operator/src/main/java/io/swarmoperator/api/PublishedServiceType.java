package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Type of the Service by which ingress ports are published. */
public enum PublishedServiceType {
  /** An address of the cluster's load balancer. */
  @JsonProperty("LoadBalancer")
  LOAD_BALANCER,

  /** A port of every node, from the cluster's range. */
  @JsonProperty("NodePort")
  NODE_PORT,

  /** An address within the cluster. */
  @JsonProperty("ClusterIP")
  CLUSTER_IP
}
