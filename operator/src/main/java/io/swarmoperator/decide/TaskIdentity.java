package io.swarmoperator.decide;

/**
 * What never changes of a task; it stands on the pod's labels too, so that a record can be made
 * again from the pod.
 *
 * @param service name of the service
 * @param slot the slot that it fills
 * @param attempt never repeated within a slot in the service's life
 * @param id Swarm's task id: 25 characters, derived from service, slot and attempt ({@link
 *     TaskIds})
 * @param revision hash of what it runs
 * @param image what it runs, for display
 * @param reason why it was made
 * @param rollout number of the rollout that made it, or during which a restart brought its slot up
 *     to date; 0 when neither
 * @param iteration of the job that it belongs to, 0 for services
 * @param name of the record and of the pod; it follows from the rest
 */
public record TaskIdentity(
    String service,
    SlotId slot,
    int attempt,
    String id,
    String revision,
    String image,
    Reason reason,
    int rollout,
    int iteration,
    String name) {

  /**
   * A node's name may have 253 characters; a pod's name, its namespace and its uid make a file name
   * on the node, which has at most 255.
   */
  private static final int MOST_OF_NODE = 80;

  /** What is asked for at every turn is made once. */
  public TaskIdentity(
      String service,
      SlotId slot,
      int attempt,
      String id,
      String revision,
      String image,
      Reason reason,
      int rollout,
      int iteration) {
    this(
        service,
        slot,
        attempt,
        id,
        revision,
        image,
        reason,
        rollout,
        iteration,
        service + "." + shortened(slot.word()) + "." + id);
  }

  /** The same, made by a run, or bringing its slot up to date during that. */
  TaskIdentity in(Rollout run) {
    return in(run.number());
  }

  /** The same of the run with this number. */
  TaskIdentity in(int run) {
    return new TaskIdentity(
        service, slot, attempt, id, revision, image, reason, run, iteration, name);
  }

  private static String shortened(String word) {
    return word.length() <= MOST_OF_NODE
        ? word
        : word.substring(0, MOST_OF_NODE).replaceFirst("[^a-z0-9]+$", "");
  }
}
