/** What all that talk to an API server have in common: whom they trust, and words for a failure. */
package io.swarmoperator.connect;
