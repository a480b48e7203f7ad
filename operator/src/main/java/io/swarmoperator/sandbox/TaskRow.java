package io.swarmoperator.sandbox;

import java.time.Duration;

/**
 * One task as a line of {@code docker service ps} shows it.
 *
 * @param name the task's name, which is its pod's too
 * @param image the image as the service names it
 * @param node where it runs or ran; empty before it has a node
 * @param desiredState what it is meant to be
 * @param currentState what it was last seen to be
 * @param error why it failed or was rejected; else empty
 * @param age time since it was created
 */
public record TaskRow(
    String name,
    String image,
    String node,
    String desiredState,
    String currentState,
    String error,
    Duration age) {}
