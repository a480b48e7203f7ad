package io.swarmoperator.print;

import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.swarmoperator.api.Hold;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.render.RevisionMapping;
import java.util.List;
import java.util.Optional;

/**
 * The images of services whose declared template is held back: Docker's lists show what runs after
 * a rollback (s06c, s06g).
 *
 * @param revisions of these services
 */
public record HeldImages(List<ControllerRevision> revisions) {

  /** The image that a hold keeps; empty when the service isn't held, or its revision unknown. */
  Optional<String> of(SwarmService service) {
    return hold(service)
        .flatMap(
            hold ->
                revisions.stream()
                    .filter(revision -> revision.getRevision().equals(hold.getRevision()))
                    .filter(revision -> belongs(revision, service))
                    .findFirst())
        .flatMap(RevisionMapping::fromApi)
        .map(content -> content.template().getImage());
  }

  /** Whether a service's declared template is held back. */
  public static boolean isHeld(SwarmService service) {
    return hold(service).isPresent();
  }

  private static Optional<Hold> hold(SwarmService service) {
    return Optional.ofNullable(service.getStatus()).map(status -> status.getHold());
  }

  private static boolean belongs(ControllerRevision revision, SwarmService service) {
    return revision.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> owner.getUid().equals(service.getMetadata().getUid()));
  }
}
