/** What all that talk to an API server have in common: whom they trust. */
package io.swarmoperator.connect;
