/**
 * The operator as it works against an API server that is asynchronous and may fail it: watches of
 * its own for each kind, an overlay of its own writes, requests that get lost, several processes of
 * which one should lead. It stands beside a {@link io.swarmoperator.sim.OpenCluster}. Rounds,
 * steps, writes of pods and records, the overlay and the tasks in view are the operator's own
 * classes; what is here is what they reach for by their interfaces.
 */
package io.swarmoperator.faults;
