/**
 * The chart: what is generated of it, what Helm makes of it, and what an installation does. The
 * tests install it by real Helm into a cluster of their own.
 */
package io.swarmoperator.chart;
