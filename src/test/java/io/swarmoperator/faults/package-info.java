/**
 * The operator as it works against an API server that is asynchronous and may fail it: watches of
 * its own for each kind, an overlay of its own writes, requests that get lost, several processes of
 * which one should lead. It stands beside a {@link io.swarmoperator.sim.OpenCluster} and mirrors
 * what {@code observe}, {@code act}, {@code report} and {@code operator} promise one another, on
 * the records of {@code decide}.
 */
package io.swarmoperator.faults;
