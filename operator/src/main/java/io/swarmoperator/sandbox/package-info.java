/**
 * {@code swarm sandbox}: finds or starts a control plane, runs the operator against it with an
 * example service, and shows what happens. Knows the operator only as something that can be started
 * and stopped.
 */
package io.swarmoperator.sandbox;
