package io.swarmoperator.decide;

/**
 * What never changes of a task; it stands on the pod's labels too, so that a record can be made
 * again from the pod.
 *
 * @param service name of the service
 * @param slot 1 or more
 * @param attempt never repeated within a slot in the service's life
 * @param id Swarm's task id: 25 characters, derived from service, slot and attempt ({@link
 *     TaskIds})
 * @param revision hash of what it runs
 * @param image what it runs, for display
 * @param reason why it was made
 * @param rollout number of the rollout that stood when it was made, 0 when none
 */
public record TaskIdentity(
    String service,
    int slot,
    int attempt,
    String id,
    String revision,
    String image,
    Reason reason,
    int rollout) {

  /** The name of the record and of the pod. */
  public String name() {
    return service + "." + slot + "." + id;
  }
}
