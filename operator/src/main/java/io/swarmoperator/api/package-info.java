/**
 * The two kinds as Java types, from which the definitions in {@code crds/} are generated, and what
 * is said about their values in words: durations and times.
 */
package io.swarmoperator.api;
