/** What makes tasks dirty: the content of a revision, its canonical text and the hash of that. */
package io.swarmoperator.revision;
