package io.swarmoperator.faults;

import io.swarmoperator.decide.Action;
import io.swarmoperator.decide.Plan;

/** Is told what operators decide and do, to judge it. */
public interface Audit {

  /** A decision was taken and is about to be carried out. */
  default void decided(Seen seen, Plan plan) {}

  /** A pod's creation has arrived at the API server. */
  default void created(Seen seen, Action.CreatePod action, boolean made) {}

  /** A pod's deletion is about to be taken by the API server. */
  default void deleting(Seen seen, Action.DeletePod action) {}

  /**
   * A round has ended without a fault.
   *
   * @param acted whether it sent actions or a status
   * @param changed whether anything in the cluster has changed since it began, by whoever's hand
   */
  default void ended(boolean acted, boolean changed) {}

  /** Something that must never happen. */
  default void offence(String what) {}
}
