/** What containers really see and do, on nodes with a real kubelet. */
package io.swarmoperator.real;
