package io.swarmoperator.operator;

import io.swarmoperator.api.PortMode;
import io.swarmoperator.api.PublishedPort;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.observe.InvalidSpecException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which service of a namespace may publish a port: the oldest that wants it (S§2.2, design §2.4).
 * Ports published on nodes don't clash with each other: the scheduler keeps them apart.
 */
final class PortConflicts {
  private static final Comparator<SwarmService> AGE =
      Comparator.comparing((SwarmService s) -> s.getMetadata().getCreationTimestamp())
          .thenComparing(s -> s.getMetadata().getName());

  private PortConflicts() {}

  /**
   * Finds out whether another service keeps a port from a service.
   *
   * @throws InvalidSpecException that names the port and the other service
   */
  static void check(SwarmService service, Stream<SwarmService> namespace)
      throws InvalidSpecException {
    List<PublishedPort> ports = service.getSpec().getEndpoint().getPorts();
    if (ports.isEmpty()) {
      return;
    }
    Optional<String> conflict =
        namespace
            .filter(other -> AGE.compare(other, service) < 0)
            .sorted(AGE)
            .flatMap(other -> ports.stream().flatMap(port -> conflict(port, other).stream()))
            .findFirst();
    if (conflict.isPresent()) {
      throw new InvalidSpecException("spec.endpoint.ports: " + conflict.get());
    }
  }

  /** Whether two services want the same port. */
  static boolean clash(SwarmService one, SwarmService other) {
    return one.getSpec().getEndpoint().getPorts().stream()
        .anyMatch(port -> conflict(port, other).isPresent());
  }

  private static Optional<String> conflict(PublishedPort port, SwarmService other) {
    return other.getSpec().getEndpoint().getPorts().stream()
        .filter(theirs -> clash(port, theirs))
        .map(
            theirs ->
                "port '%d' is already in use by service '%s' as %s port"
                    .formatted(
                        port.getPublished(),
                        other.getMetadata().getName(),
                        theirs.getMode() == PortMode.HOST ? "a host-published" : "an ingress"))
        .findFirst();
  }

  private static boolean clash(PublishedPort one, PublishedPort other) {
    boolean bothOnNodes = one.getMode() == PortMode.HOST && other.getMode() == PortMode.HOST;
    return !bothOnNodes
        && one.getPublished() > 0
        && one.getPublished().equals(other.getPublished())
        && one.getProtocol() == other.getProtocol();
  }
}
