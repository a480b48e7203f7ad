/** What the operator measures of itself: the list of its metrics. */
package io.swarmoperator.measure;
