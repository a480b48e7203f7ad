/**
 * Carries decisions out: API calls, concurrent where the plan lets them be, each safe to repeat.
 * Every write of the operator goes through {@link io.swarmoperator.act.ApiWrites}.
 */
package io.swarmoperator.act;
