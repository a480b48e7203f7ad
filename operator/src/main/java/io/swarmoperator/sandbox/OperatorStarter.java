package io.swarmoperator.sandbox;

import io.fabric8.kubernetes.client.KubernetesClient;

/** Starts the operator in this process; closing what it returns stops it again. */
@FunctionalInterface
public interface OperatorStarter {

  /** Starts it against the cluster of the client, which stays the caller's to close. */
  AutoCloseable start(KubernetesClient client);
}
