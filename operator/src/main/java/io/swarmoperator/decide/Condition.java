package io.swarmoperator.decide;

/**
 * A condition of the service.
 *
 * @param type Ready, Reconciling, Stalled, Unsupported or, of jobs, Complete
 * @param status whether it holds
 * @param reason why
 * @param message a sentence, may be empty
 */
public record Condition(String type, boolean status, ConditionReason reason, String message) {}
