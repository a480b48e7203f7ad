/**
 * From informer caches to the immutable records that decisions are taken from. Reads only; what the
 * operator itself wrote a moment ago and no cache shows yet is laid over them ({@link
 * io.swarmoperator.observe.RecentWrites}).
 */
package io.swarmoperator.observe;
