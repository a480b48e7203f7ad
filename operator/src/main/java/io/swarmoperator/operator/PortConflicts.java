package io.swarmoperator.operator;

import io.fabric8.kubernetes.api.model.Service;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.swarmoperator.api.PortMode;
import io.swarmoperator.api.PublishedPort;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.observe.InvalidSpecException;
import io.swarmoperator.render.Owners;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which service of a namespace may publish a port: the one that does, for Swarm refuses whoever
 * comes later, and where none does the oldest that wants it (S§2.2). Ports published on nodes don't
 * clash with each other: the scheduler keeps them apart.
 */
final class PortConflicts {
  private static final String BY_PORT = "published-port";
  private static final Comparator<SwarmService> AGE =
      Comparator.comparing((SwarmService s) -> s.getMetadata().getCreationTimestamp())
          .thenComparing(s -> s.getMetadata().getName());

  private final Function<String, List<SwarmService>> byPort;
  private final Function<SwarmService, Optional<Service>> ingress;

  /**
   * Conflicts among services.
   *
   * @param byPort services that declare a port, by {@link #keys}
   * @param ingress the Service by which one publishes its ports
   */
  PortConflicts(
      Function<String, List<SwarmService>> byPort,
      Function<SwarmService, Optional<Service>> ingress) {
    this.byPort = byPort;
    this.ingress = ingress;
  }

  /** Conflicts among the services of a cache, which is to find them by their ports. */
  static PortConflicts in(
      IndexerResourceCache<SwarmService> services,
      Function<SwarmService, Optional<Service>> ingress) {
    services.addIndexers(Map.of(BY_PORT, PortConflicts::keys));
    return new PortConflicts(key -> services.byIndex(BY_PORT, key), ingress);
  }

  /** Where a service is found by the ports that it declares. */
  static List<String> keys(SwarmService service) {
    return ports(service).map(port -> key(service, port)).distinct().toList();
  }

  private static String key(SwarmService service, PublishedPort port) {
    return service.getMetadata().getNamespace()
        + "/"
        + port.getProtocol()
        + "/"
        + port.getPublished();
  }

  private static Stream<PublishedPort> ports(SwarmService service) {
    return service.getSpec().getEndpoint().getPorts().stream()
        .filter(port -> port.getPublished() > 0);
  }

  /**
   * Finds out whether another service keeps a port from a service.
   *
   * @throws InvalidSpecException that names the port and the other service
   */
  void check(SwarmService service) throws InvalidSpecException {
    Optional<String> conflict =
        ports(service)
            .flatMap(port -> keeper(service, port).map(other -> words(port, other)).stream())
            .findFirst();
    if (conflict.isPresent()) {
      throw new InvalidSpecException("spec.endpoint.ports: " + conflict.get());
    }
  }

  private Optional<SwarmService> keeper(SwarmService service, PublishedPort port) {
    boolean published = publishes(service, port);
    return others(service)
        .filter(other -> clash(other, port).isPresent())
        .filter(
            other ->
                publishes(other, port) == published ? AGE.compare(other, service) < 0 : !published)
        .min(AGE);
  }

  private boolean publishes(SwarmService service, PublishedPort port) {
    return ingress
        .apply(service)
        .filter(s -> Owners.uid(s).filter(service.getMetadata().getUid()::equals).isPresent())
        .map(Service::getSpec)
        .filter(
            spec ->
                spec.getPorts().stream()
                    .anyMatch(
                        p ->
                            p.getPort().equals(port.getPublished())
                                && p.getProtocol().equals(port.getProtocol().name())))
        .isPresent();
  }

  /** Services that want a port which another one wants too. */
  Stream<SwarmService> rivals(SwarmService service) {
    return others(service).filter(other -> clash(service, other));
  }

  private Stream<SwarmService> others(SwarmService service) {
    String name = service.getMetadata().getName();
    return keys(service).stream()
        .flatMap(key -> byPort.apply(key).stream())
        .filter(other -> !other.getMetadata().getName().equals(name));
  }

  /** Whether two services want the same port. */
  static boolean clash(SwarmService one, SwarmService other) {
    return ports(one).anyMatch(port -> clash(other, port).isPresent());
  }

  private static Optional<PublishedPort> clash(SwarmService other, PublishedPort port) {
    return ports(other).filter(theirs -> clash(port, theirs)).findFirst();
  }

  private static boolean clash(PublishedPort one, PublishedPort other) {
    boolean bothOnNodes = one.getMode() == PortMode.HOST && other.getMode() == PortMode.HOST;
    return !bothOnNodes
        && one.getPublished().equals(other.getPublished())
        && one.getProtocol() == other.getProtocol();
  }

  private static String words(PublishedPort port, SwarmService other) {
    boolean onNodes =
        clash(other, port).filter(theirs -> theirs.getMode() == PortMode.HOST).isPresent();
    return "port '%d' is already in use by service '%s' as %s port"
        .formatted(
            port.getPublished(),
            other.getMetadata().getName(),
            onNodes ? "a host-published" : "an ingress");
  }
}
