package io.swarmoperator.print;

import io.swarmoperator.api.ServiceMode;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmServiceSpec;
import io.swarmoperator.api.SwarmServiceStatus;
import io.swarmoperator.api.UpdateStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The table of {@code docker service ls}. */
public final class ServiceList {
  private static final List<String> USUAL =
      List.of("ID", "NAME", "MODE", "REPLICAS", "IMAGE", "PORTS");
  private static final List<String> WIDE = List.of("UPDATE", "REVISION", "CREATED", "MESSAGE");

  private final HeldImages held;
  private final View view;
  private final Instant now;

  private ServiceList(HeldImages held, View view, Instant now) {
    this.held = held;
    this.view = view;
    this.now = now;
  }

  /**
   * The table, sorted by name.
   *
   * @param held says which image a service runs whose declared one is held back
   */
  public static String of(List<SwarmService> services, HeldImages held, View view, Instant now) {
    ServiceList list = new ServiceList(held, view, now);
    List<String> header = view.row("NAMESPACE", USUAL, WIDE);
    return Table.of(header, sorted(services).stream().map(list::row).toList());
  }

  /** The services by namespace and name. */
  public static List<SwarmService> sorted(List<SwarmService> services) {
    Comparator<SwarmService> byNamespace =
        Comparator.comparing(s -> Words.text(s.getMetadata().getNamespace()));
    return services.stream()
        .sorted(byNamespace.thenComparing(s -> s.getMetadata().getName(), NaturalOrder.NAMES))
        .toList();
  }

  /** What tells a service from another of the same name: its uid without hyphens. */
  public static String id(SwarmService service) {
    return Words.text(service.getMetadata().getUid()).replace("-", "");
  }

  private List<String> row(SwarmService service) {
    SwarmServiceSpec spec = service.getSpec();
    SwarmServiceStatus status =
        Optional.ofNullable(service.getStatus()).orElseGet(SwarmServiceStatus::new);
    UpdateStatus update = Optional.ofNullable(status.getUpdate()).orElseGet(UpdateStatus::new);
    List<String> usual =
        List.of(
            Words.shortId(id(service)),
            service.getMetadata().getName(),
            mode(spec.getMode()),
            replicas(spec, status),
            Words.image(held.of(service).orElse(spec.getTemplate().getImage())),
            Words.text(status.getPorts()));
    List<String> wide =
        List.of(
            Words.word(update.getState()),
            number(status.getCurrentRevision()),
            Elapsed.ago(service.getMetadata().getCreationTimestamp(), now),
            Words.text(update.getMessage()));
    return view.row(Words.text(service.getMetadata().getNamespace()), usual, wide);
  }

  static String mode(ServiceMode mode) {
    return Words.word(mode).replace('_', ' ');
  }

  /** Before the operator has seen a service nothing of it runs. */
  private static String replicas(SwarmServiceSpec spec, SwarmServiceStatus status) {
    boolean replicated = spec.getMode() == ServiceMode.REPLICATED;
    String unseen = replicated ? "0/" + spec.getReplicas() : "0/0";
    String summary = status.getSummary() == null ? unseen : status.getSummary();
    int most = spec.getTemplate().getPlacement().getMaxReplicasPerNode();
    return replicated && most > 0 ? summary + " (max " + most + " per node)" : summary;
  }

  private static String number(Long number) {
    return number == null ? "" : number.toString();
  }
}
