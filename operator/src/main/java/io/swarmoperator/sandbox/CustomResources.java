package io.swarmoperator.sandbox;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.swarmoperator.api.CustomResourceDefinitions;
import java.util.concurrent.TimeUnit;

/** Installs the operator's CustomResourceDefinitions in a cluster. */
public final class CustomResources {

  private CustomResources() {}

  /** Applies every definition and waits until the API serves them all. */
  public static void install(KubernetesClient client) {
    var definitions = CustomResourceDefinitions.all();
    definitions.forEach(crd -> client.resource(crd).forceConflicts().serverSideApply());
    definitions.forEach(crd -> awaitEstablished(client, crd.getMetadata().getName()));
  }

  /** Waits until the API serves a definition. */
  public static void awaitEstablished(KubernetesClient client, String name) {
    client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName(name)
        .waitUntilCondition(CustomResources::isEstablished, 60, TimeUnit.SECONDS);
  }

  private static boolean isEstablished(CustomResourceDefinition crd) {
    return crd != null
        && crd.getStatus() != null
        // null for a moment after the definition was made, which kubectl's wait stumbles over
        && crd.getStatus().getConditions() != null
        && crd.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }
}
