package io.swarmoperator.act;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import java.util.Set;

/** What a failed write means. */
final class Refusals {
  /**
   * Schema, admission, quota and the limit of size answer with these: the same request will be
   * refused again.
   */
  private static final Set<Integer> REFUSED = Set.of(400, 403, 413, 422);

  private Refusals() {}

  /** Whether the API server doesn't want the object. */
  static boolean refused(KubernetesClientException failure) {
    return REFUSED.contains(failure.getCode()) && !namespaceGoes(failure);
  }

  /** Whether nothing can be created because the namespace is going or gone (mechanics 16). */
  static boolean namespaceGoes(KubernetesClientException failure) {
    boolean terminating =
        Optional.ofNullable(failure.getStatus())
            .map(Status::getDetails)
            .map(StatusDetails::getCauses)
            .map(
                causes ->
                    causes.stream()
                        .anyMatch(cause -> "NamespaceTerminating".equals(cause.getReason())))
            .orElse(false);
    return terminating || (failure.getCode() == 404 && namesNamespace(failure));
  }

  /**
   * A namespace that is gone answers as one; other things that aren't found are named otherwise.
   */
  private static boolean namesNamespace(KubernetesClientException failure) {
    return Optional.ofNullable(failure.getStatus())
        .map(Status::getDetails)
        .map(StatusDetails::getKind)
        .filter("namespaces"::equals)
        .isPresent();
  }

  /**
   * Whether another object has the name. A quota that others use up at the same time answers with a
   * conflict too, and then there may be none.
   */
  static boolean exists(KubernetesClientException failure) {
    return failure.getCode() == 409
        && Optional.ofNullable(failure.getStatus())
            .map(Status::getReason)
            .filter("AlreadyExists"::equals)
            .isPresent();
  }

  /** Whether a write that named an object's uid found none of that name, or another one. */
  static boolean anotherObject(KubernetesClientException failure) {
    return failure.getCode() == 404 || failure.getCode() == 409;
  }
}
