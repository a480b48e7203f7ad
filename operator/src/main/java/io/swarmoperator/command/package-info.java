/**
 * The commands that look at services and change them, as {@code docker service} and {@code docker
 * node} do: each one class, which asks the cluster and hands what it gets to {@code print}.
 */
package io.swarmoperator.command;
