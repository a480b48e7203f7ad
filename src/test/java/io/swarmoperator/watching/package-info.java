/** What watches the operator (metrics, alerts, the dashboard), against an operator that runs. */
package io.swarmoperator.watching;
