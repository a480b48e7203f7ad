package io.swarmoperator.decide;

/** Something to do in the API; each is safe to repeat. */
public sealed interface Action {

  /**
   * Makes the pod of a task. A refusal by the API server makes the task rejected.
   *
   * @param task its record, desired to run or, of a job, to complete
   * @param spot where it had best go
   */
  record CreatePod(TaskRecord task, Spot spot) implements Action {}

  /**
   * Deletes a pod, with its uid as precondition.
   *
   * @param pod name of the pod
   * @param uid of the pod
   */
  record DeletePod(String pod, String uid) implements Action {}

  /**
   * Gives the pod of a task another bucket (mechanics 5), with its uid as precondition.
   *
   * @param pod name of the pod
   * @param uid of the pod
   * @param bucket 0: none
   */
  record LabelPod(String pod, String uid, int bucket) implements Action {}

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
