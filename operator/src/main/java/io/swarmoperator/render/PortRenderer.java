package io.swarmoperator.render;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.swarmoperator.api.Endpoint;
import io.swarmoperator.api.PortMode;
import io.swarmoperator.api.PublishedPort;
import io.swarmoperator.api.PublishedServiceType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Renders the ports of an endpoint, for containers and for Services. What is published leads to a
 * container's port by name: during a change of the target each task is reached where it listens
 * itself, as in Swarm, where a task keeps the endpoint that it was made with.
 */
final class PortRenderer {
  private final Endpoint endpoint;
  private final Set<String> taken;

  /**
   * The first port that is published for everyone from each target: it gives the target its name.
   */
  private final Map<String, PublishedPort> naming = new LinkedHashMap<>();

  PortRenderer(Endpoint endpoint) {
    this.endpoint = endpoint;
    this.taken =
        endpoint.getPorts().stream().map(PortRenderer::declaredName).collect(Collectors.toSet());
    endpoint.getPorts().stream()
        .filter(port -> port.getMode() == PortMode.INGRESS)
        .forEach(port -> naming.putIfAbsent(target(port), port));
  }

  /** The ports on which tasks listen, each once; those of mode host with the node's. */
  List<ContainerPort> ofContainer() {
    Set<String> named = new HashSet<>();
    Map<String, ContainerPort> ports = new LinkedHashMap<>();
    for (PublishedPort port : endpoint.getPorts()) {
      if (port.getMode() == PortMode.HOST) {
        ports.put(
            target(port) + "/" + published(port), containerPort(port, published(port), named));
      }
    }
    Set<String> onNode =
        endpoint.getPorts().stream()
            .filter(port -> port.getMode() == PortMode.HOST)
            .map(PortRenderer::target)
            .collect(Collectors.toSet());
    for (PublishedPort port : endpoint.getPorts()) {
      if (!onNode.contains(target(port)) && !ports.containsKey(target(port))) {
        ports.put(target(port), containerPort(port, null, named));
      }
    }
    return List.copyOf(ports.values());
  }

  private ContainerPort containerPort(PublishedPort port, Integer hostPort, Set<String> named) {
    String target = target(port);
    return new ContainerPortBuilder()
        .withName(naming.containsKey(target) && named.add(target) ? targetName(target) : null)
        .withContainerPort(port.getTarget())
        .withProtocol(word(port))
        .withHostPort(hostPort)
        .build();
  }

  private String targetName(String target) {
    PublishedPort port = naming.get(target);
    return numbered(port, published(port));
  }

  private static String target(PublishedPort port) {
    return word(port) + "/" + port.getTarget();
  }

  /** The ports of the service's own address: those on which its tasks listen, each once. */
  List<ServicePort> ofAddress() {
    List<ServicePort> ports = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (PublishedPort port : endpoint.getPorts()) {
      if (seen.add(target(port))) {
        ports.add(servicePort(port, port.getTarget()).build());
      }
    }
    return ports;
  }

  /** The ports that are published for everyone. */
  List<ServicePort> ofIngress() {
    boolean onNodes = endpoint.getServiceType() == PublishedServiceType.NODE_PORT;
    return endpoint.getPorts().stream()
        .filter(port -> port.getMode() == PortMode.INGRESS)
        .map(
            port ->
                servicePort(port, published(port))
                    .withTargetPort(reached(port))
                    .withNodePort(onNodes && port.getPublished() > 0 ? port.getPublished() : null)
                    .build())
        .toList();
  }

  private IntOrString reached(PublishedPort port) {
    String target = target(port);
    return port.equals(naming.get(target))
        ? new IntOrString(targetName(target))
        : new IntOrString(port.getTarget());
  }

  private ServicePortBuilder servicePort(PublishedPort port, int number) {
    return new ServicePortBuilder()
        .withName(name(port, number))
        .withPort(number)
        .withProtocol(word(port))
        .withTargetPort(new IntOrString(port.getTarget()));
  }

  /** The API server wants names as soon as there are two. */
  private String name(PublishedPort port, int number) {
    if (!declaredName(port).isEmpty()) {
      return port.getName();
    }
    String name = numbered(port, number);
    while (taken.contains(name)) {
      name += "x";
    }
    return name;
  }

  private static String numbered(PublishedPort port, int number) {
    return word(port).toLowerCase(Locale.ROOT) + "-" + number;
  }

  private static String declaredName(PublishedPort port) {
    return port.getName() == null ? "" : port.getName();
  }

  /** Where the port is reached: as declared, else where tasks listen. */
  static int published(PublishedPort port) {
    return port.getPublished() > 0 ? port.getPublished() : port.getTarget();
  }

  private static String word(PublishedPort port) {
    return port.getProtocol().name();
  }
}
