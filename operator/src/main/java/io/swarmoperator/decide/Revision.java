package io.swarmoperator.decide;

/**
 * A version of what the service's tasks run.
 *
 * @param number for people; given once, in order of first appearance, never zero
 * @param hash identifies the content; stands on pods and records
 * @param image what its tasks run
 * @param restart the restart policy of its tasks
 * @param placement where its tasks may go
 * @param unplacedHash identifies the content but for its placement (S§5.2 rule 2)
 * @param template identifies what tasks run without the endpoint: another one starts a job anew
 */
public record Revision(
    long number,
    String hash,
    String image,
    RestartPolicy restart,
    Placement placement,
    String unplacedHash,
    String template) {

  /** Whether two revisions run the same, wherever it may go. */
  boolean samePlacementAside(Revision other) {
    return unplacedHash.equals(other.unplacedHash);
  }
}
