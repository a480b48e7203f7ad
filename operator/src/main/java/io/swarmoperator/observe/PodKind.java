package io.swarmoperator.observe;

import io.swarmoperator.decide.PodView;
import io.swarmoperator.decide.TaskIdentity;
import java.util.Optional;

/**
 * How a pod is read.
 *
 * @param <P> the objects that pods are
 */
public interface PodKind<P> {
  /** Its name. */
  String name(P pod);

  /** Its uid. */
  String uid(P pod);

  /** Whether it was told to go. */
  boolean deleting(P pod);

  /** Which task it is; empty when it doesn't say so. */
  Optional<TaskIdentity> identity(P pod);

  /**
   * Its facts.
   *
   * @param deletedByUs whether we have asked for its deletion and the pod doesn't show it yet
   */
  PodView facts(P pod, boolean deletedByUs);

  /** The last facts of a pod that exists no longer. */
  PodView factsOfGone(P pod);
}
