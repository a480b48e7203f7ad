package io.swarmoperator.render;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.swarmoperator.api.Endpoint;
import io.swarmoperator.api.EndpointMode;
import io.swarmoperator.api.PublishedServiceType;
import io.swarmoperator.api.SwarmService;
import java.util.List;
import java.util.Optional;

/** Renders the Services by whose names tasks are found. */
public final class ServiceRenderer {
  private static final String HEADLESS = "None";

  private ServiceRenderer() {}

  /** Name of the Service that resolves to all running tasks; the subdomain of every task's pod. */
  public static String tasksName(String service) {
    return service + "-tasks";
  }

  /** Name of the Service by which ingress ports are published. */
  public static String ingressName(String service) {
    return service + "-ingress";
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
   * The Service named like the SwarmService: one address with the ports on which tasks listen.
   * Round robin, and an endpoint without ports, is headless: the name resolves to the tasks.
   *
   * @param endpoint of the revision that the service is meant to run
   */
  public static Service endpoint(SwarmService service, Endpoint endpoint) {
    String name = service.getMetadata().getName();
    List<ServicePort> ports = new PortRenderer(endpoint).ofAddress();
    return endpoint.getMode() == EndpointMode.DNSRR || ports.isEmpty()
        ? headless(service, name)
        : withPorts(service, name, "ClusterIP", ports);
  }

  /** The Service by which ingress ports are published; empty when there are none. */
  public static Optional<Service> ingress(SwarmService service, Endpoint endpoint) {
    List<ServicePort> ports = new PortRenderer(endpoint).ofIngress();
    String name = ingressName(service.getMetadata().getName());
    return ports.isEmpty()
        ? Optional.empty()
        : Optional.of(withPorts(service, name, word(endpoint.getServiceType()), ports));
  }

  /** Whether a Service has no address of its own; that can't be changed in one that exists. */
  public static boolean headless(Service service) {
    return HEADLESS.equals(service.getSpec().getClusterIP());
  }

  private static String word(PublishedServiceType type) {
    return switch (type) {
      case LOAD_BALANCER -> "LoadBalancer";
      case NODE_PORT -> "NodePort";
      case CLUSTER_IP -> "ClusterIP";
    };
  }

  private static Service headless(SwarmService service, String name) {
    return common(service, name)
        .editSpec()
        .withType("ClusterIP")
        .withClusterIP(HEADLESS)
        .endSpec()
        .build();
  }

  private static Service withPorts(
      SwarmService service, String name, String type, List<ServicePort> ports) {
    return common(service, name).editSpec().withType(type).withPorts(ports).endSpec().build();
  }

  private static ServiceBuilder common(SwarmService service, String name) {
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
        .withSelector(Labels.selector(owner, uid))
        // Swarm publishes running tasks only
        .withPublishNotReadyAddresses(false)
        .endSpec();
  }
}
