package io.swarmoperator.render;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.swarmoperator.api.SwarmService;

/** Renders the Services by whose names tasks are found (design §2.4). */
public final class ServiceRenderer {
  private ServiceRenderer() {}

  /** Name of the Service that resolves to all running tasks; the subdomain of every task's pod. */
  public static String tasksName(String service) {
    return service + "-tasks";
  }

  /**
   * The Service {@code <name>-tasks}: itself all running tasks, {@code <name>-<slot>} below it one
   * slot. A hostname resolves only below the Service whose name is the pod's subdomain (mechanics
   * 7).
   */
  public static Service tasks(SwarmService service) {
    return headless(service, tasksName(service.getMetadata().getName()));
  }

  /**
   * The Service named like the SwarmService. Without ports both endpoint modes are headless, so
   * that the name still resolves.
   */
  public static Service endpoint(SwarmService service) {
    return headless(service, service.getMetadata().getName());
  }

  private static Service headless(SwarmService service, String name) {
    String owner = service.getMetadata().getName();
    String uid = service.getMetadata().getUid();
    return new ServiceBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(service.getMetadata().getNamespace())
        .withLabels(Labels.ofService(owner, uid))
        .withOwnerReferences(Owners.reference(service))
        .endMetadata()
        .withNewSpec()
        .withType("ClusterIP")
        .withClusterIP("None")
        .withSelector(Labels.selector(owner, uid))
        // Swarm publishes running tasks only
        .withPublishNotReadyAddresses(false)
        .endSpec()
        .build();
  }
}
