package io.swarmoperator.render;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.swarmoperator.api.SwarmService;
import java.util.Optional;

/**
 * The owner reference that ties an object to its service: drain and garbage collection go by it
 * (mechanics 1, 3).
 */
public final class Owners {
  private static final String KIND = HasMetadata.getKind(SwarmService.class);
  private static final String API_VERSION = HasMetadata.getApiVersion(SwarmService.class);

  private Owners() {}

  /**
   * A reference that makes the service the controller of an object, and never holds up the
   * service's deletion.
   */
  public static OwnerReference reference(SwarmService service) {
    return new OwnerReferenceBuilder()
        .withApiVersion(API_VERSION)
        .withKind(KIND)
        .withName(service.getMetadata().getName())
        .withUid(service.getMetadata().getUid())
        .withController(true)
        .withBlockOwnerDeletion(false)
        .build();
  }

  /** Uid of the service that controls an object; empty when none does. */
  public static Optional<String> uid(HasMetadata object) {
    return object.getMetadata().getOwnerReferences().stream()
        .filter(owner -> Boolean.TRUE.equals(owner.getController()) && KIND.equals(owner.getKind()))
        .filter(owner -> API_VERSION.equals(owner.getApiVersion()))
        .map(OwnerReference::getUid)
        .findFirst();
  }
}
