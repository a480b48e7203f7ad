/** The operator put together: event sources, the reconcile loop, start and stop. */
package io.swarmoperator.operator;
