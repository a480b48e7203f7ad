/**
 * What the command line prints, as text: pure functions of objects, the time and the width of the
 * terminal. Nothing in here knows a cluster.
 */
package io.swarmoperator.print;
