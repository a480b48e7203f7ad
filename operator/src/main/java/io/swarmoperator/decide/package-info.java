/**
 * The decisions: a pure function from what is observed to what is to be done.
 *
 * <p>Everything here knows {@code java.*} and the records of this package, and nothing else: no
 * client, no clock, no logging. Time comes in as an argument. A rule that needs a fact which is not
 * in {@link ServiceView} gets a new field there, filled by {@code observe}.
 */
package io.swarmoperator.decide;
