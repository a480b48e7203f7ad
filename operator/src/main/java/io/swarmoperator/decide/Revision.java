package io.swarmoperator.decide;

/**
 * A version of what the service's tasks run (design §3).
 *
 * @param number for people; given once, in order of first appearance, never zero
 * @param hash identifies the content; stands on pods and records
 * @param image what its tasks run
 * @param restart the restart policy of its tasks
 */
public record Revision(long number, String hash, String image, RestartPolicy restart) {}
