package io.swarmoperator.observe;

/**
 * What is known of pods of one service that no cache shows as they are.
 *
 * @param <P> the objects that pods are
 */
public interface PodsUnderWay<P> {
  /** A pod was created, or found to exist. */
  void podCreated(P pod);

  /** The deletion of a pod is about to be requested. */
  void podDeleting(String uid);

  /** The deletion of a pod was not accepted, or there was nothing to delete. */
  void podNotDeleted(String uid);
}
