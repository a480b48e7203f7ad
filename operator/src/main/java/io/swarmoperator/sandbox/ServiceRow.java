package io.swarmoperator.sandbox;

/**
 * One service as {@code docker service ls} shows it, with its rollout.
 *
 * @param name the service's name
 * @param summary running and desired tasks: 3/4
 * @param update state of the present or last rollout; empty before the first
 * @param message what the rollout did last, in words; may be empty
 */
public record ServiceRow(String name, String summary, String update, String message) {}
