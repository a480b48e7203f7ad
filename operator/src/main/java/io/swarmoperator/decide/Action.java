package io.swarmoperator.decide;

import java.util.Optional;

/** Something to do in the API; each is safe to repeat. */
public sealed interface Action {

  /**
   * Makes the pod of a task. A refusal by the API server makes the task rejected.
   *
   * @param task its record, desired running
   * @param hint the node that Swarm's spread would choose (S§9.4), empty when none is eligible
   */
  record CreatePod(TaskRecord task, Optional<String> hint) implements Action {}

  /**
   * Deletes a pod, with its uid as precondition.
   *
   * @param pod name of the pod
   * @param uid of the pod
   */
  record DeletePod(String pod, String uid) implements Action {}

  /**
   * Writes a record and waits for it: what follows relies on it after a crash.
   *
   * @param task the record
   */
  record SaveRecord(TaskRecord task) implements Action {}

  /**
   * Deletes a record.
   *
   * @param name of the record
   */
  record DeleteRecord(String name) implements Action {}

  /**
   * Deletes a revision that is not in use.
   *
   * @param revision the revision
   */
  record DeleteRevision(Revision revision) implements Action {}

  /**
   * Removes a request that was carried out or refused.
   *
   * @param request as it stands
   */
  record RemoveRequest(Request request) implements Action {}
}
