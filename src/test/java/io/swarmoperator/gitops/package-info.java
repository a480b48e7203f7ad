/** What tools that apply what Git declares see of a service, and do to it. */
package io.swarmoperator.gitops;
