/**
 * A cluster of records under a virtual clock, on which the real planner is tried: nodes, a
 * scheduler, containers that behave as scripted, and an operator that carries plans out as the real
 * one does. It stands behind {@code swarm plan} and the simulation tests.
 *
 * <p>It is no API server. What is written goes through {@link io.swarmoperator.sim.Writes}; a test
 * that wants faults wraps that.
 */
package io.swarmoperator.sim;
