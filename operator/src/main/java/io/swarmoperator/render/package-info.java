/**
 * What the operator makes in the API and reads back from it, each a pure function of service,
 * revision and task: pods, Services, budgets, records and revisions.
 */
package io.swarmoperator.render;
