/** Tells the user: status, events, metrics. Decides nothing. */
package io.swarmoperator.report;
