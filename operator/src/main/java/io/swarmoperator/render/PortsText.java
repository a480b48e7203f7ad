package io.swarmoperator.render;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.swarmoperator.api.Endpoint;
import io.swarmoperator.api.PortMode;
import io.swarmoperator.api.PublishedPort;
import io.swarmoperator.api.PublishedServiceType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The ports of a service as {@code docker service ls} shows them: {@code *:8080->80/tcp}, runs of
 * consecutive ports as one. Ports published on nodes by mode host aren't shown, as there.
 */
public final class PortsText {
  /** As many characters as the status takes. */
  private static final int LONGEST = 4096;

  private PortsText() {}

  /** A run of consecutive ports. */
  private record Run(String protocol, int from, int to, int targetFrom, int targetTo) {

    static Run of(PublishedPort port, int published) {
      String protocol = port.getProtocol().name().toLowerCase(Locale.ROOT);
      return new Run(protocol, published, published, port.getTarget(), port.getTarget());
    }

    /** This run with another port, where that follows it or shares its one target. */
    Optional<Run> with(Run next) {
      boolean follows =
          next.protocol.equals(protocol)
              && next.from - to <= 1
              && next.targetFrom - targetTo <= 1
              && !(targetTo != targetFrom && next.targetFrom <= targetTo);
      return follows
          ? Optional.of(new Run(protocol, from, next.to, targetFrom, next.targetTo))
          : Optional.empty();
    }

    String text() {
      return "*:" + range(from, to) + "->" + range(targetFrom, targetTo) + "/" + protocol;
    }

    private static String range(int from, int to) {
      return from == to ? String.valueOf(from) : from + "-" + to;
    }
  }

  /**
   * The text.
   *
   * @param endpoint of the revision that the service is meant to run
   * @param ingress the Service that publishes the ports, which knows those that the cluster chose
   */
  public static String of(Endpoint endpoint, Optional<Service> ingress) {
    List<Run> runs = new ArrayList<>();
    endpoint.getPorts().stream()
        .filter(port -> port.getMode() == PortMode.INGRESS)
        .map(port -> Run.of(port, shown(endpoint, port, ingress)))
        .sorted(Comparator.comparing(Run::protocol).thenComparing(Run::from))
        .forEach(port -> append(runs, port));
    String text = String.join(", ", runs.stream().map(Run::text).toList());
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }

  private static void append(List<Run> runs, Run port) {
    int last = runs.size() - 1;
    Optional<Run> longer = runs.isEmpty() ? Optional.empty() : runs.get(last).with(port);
    longer.ifPresentOrElse(run -> runs.set(last, run), () -> runs.add(port));
  }

  private static int shown(Endpoint endpoint, PublishedPort port, Optional<Service> ingress) {
    if (endpoint.getServiceType() != PublishedServiceType.NODE_PORT || port.getPublished() > 0) {
      return PortRenderer.published(port);
    }
    return ingress.stream()
        .flatMap(service -> service.getSpec().getPorts().stream())
        .filter(p -> p.getPort() == port.getTarget())
        .filter(p -> p.getProtocol().equals(port.getProtocol().name()))
        .map(ServicePort::getNodePort)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseGet(() -> PortRenderer.published(port));
  }
}
