/** What all that talk to an API server have in common: whom they trust, and its words. */
package io.swarmoperator.connect;
