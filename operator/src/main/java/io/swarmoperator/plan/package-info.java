/**
 * {@code swarm plan}: what the operator would do with a service, told without a cluster. Input is
 * checked against the definitions that are installed in clusters, by libraries; the timeline comes
 * from the real planner on the simulated cluster.
 */
package io.swarmoperator.plan;
