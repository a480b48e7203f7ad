package io.swarmoperator.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.swarmoperator.api.SwarmService;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What somebody declares by apply, and so puts back when he applies again: a GitOps tool does so at
 * its next sync, and a change by command doesn't last.
 */
final class Declarations {
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  /** The manager of {@code kubectl apply --server-side}, which doesn't take a field by itself. */
  private static final String KUBECTL = "kubectl";

  private static final String BY_KUBECTL = "kubectl apply --server-side";

  private Declarations() {}

  /** A warning when one of these fields is declared; each is a path as {@code spec.replicas}. */
  static Optional<String> of(SwarmService service, List<String> paths) {
    String declared =
        paths.stream()
            .flatMap(path -> by(service, path).stream().map(who -> path + " by " + who))
            .collect(Collectors.joining(", "));
    boolean refused =
        paths.stream().flatMap(path -> by(service, path).stream()).anyMatch(BY_KUBECTL::equals);
    return declared.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "warning: service "
                + service.getMetadata().getName()
                + " is declared elsewhere ("
                + declared
                + "), and the next apply there undoes this change"
                + (refused ? ", or without --force-conflicts is refused" : "")
                + "; make it there too");
  }

  /** A warning when something of the service is declared, which would make it again. */
  static Optional<String> ofAll(SwarmService service) {
    List<String> who = appliers(service.getMetadata()).map(ManagedFieldsEntry::getManager).toList();
    return who.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "warning: service "
                + service.getMetadata().getName()
                + " is declared by "
                + String.join(", ", who)
                + ", whose next apply makes it again");
  }

  private static List<String> by(SwarmService service, String path) {
    String[] steps = path.split("\\.");
    ObjectMeta metadata = service.getMetadata();
    Stream<String> byServer =
        appliers(metadata)
            .filter(m -> owns(m, steps))
            .map(m -> KUBECTL.equals(m.getManager()) ? BY_KUBECTL : m.getManager());
    Stream<String> byClient =
        appliedByClient(metadata, steps) ? Stream.of("kubectl apply") : Stream.empty();
    return Stream.concat(byServer, byClient).distinct().toList();
  }

  private static Stream<ManagedFieldsEntry> appliers(ObjectMeta metadata) {
    return Objects.requireNonNullElse(metadata.getManagedFields(), List.<ManagedFieldsEntry>of())
        .stream()
        .filter(m -> "Apply".equals(m.getOperation()));
  }

  private static boolean owns(ManagedFieldsEntry manager, String[] steps) {
    FieldsV1 fields = manager.getFieldsV1();
    Object at = fields == null ? null : fields.getAdditionalProperties();
    for (String step : steps) {
      at = at instanceof Map<?, ?> map ? map.get("f:" + step) : null;
    }
    return at != null;
  }

  private static boolean appliedByClient(ObjectMeta metadata, String[] steps) {
    String applied =
        Objects.requireNonNullElse(metadata.getAnnotations(), Map.<String, String>of())
            .get(LAST_APPLIED);
    if (applied == null) {
      return false;
    }
    JsonNode at = Serialization.unmarshal(applied, JsonNode.class);
    for (String step : steps) {
      at = at.path(step);
    }
    return !at.isMissingNode();
  }
}
