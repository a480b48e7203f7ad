package io.swarmoperator.plan;

import java.time.Duration;

/**
 * What happens in one slot at one instant, or to the rollout as a whole.
 *
 * @param offset from the creation or the change
 * @param slot number of the slot; 0 for the rollout
 * @param oldTask the task that is replaced, empty when there is none
 * @param newTask the latest task of the slot
 * @param why the reason for which the latest task was made
 * @param state what happened
 */
record PlanRow(
    Duration offset, int slot, String oldTask, String newTask, String why, String state) {}
