package io.swarmoperator.plan;

import io.swarmoperator.decide.SlotId;
import java.time.Duration;
import java.util.Optional;

/**
 * What happens in one slot at one instant, or to the rollout as a whole.
 *
 * @param offset from the creation or the change
 * @param slot the slot; empty for the rollout
 * @param oldTask the task that is replaced, empty when there is none
 * @param newTask the latest task of the slot
 * @param why the reason for which the latest task was made
 * @param state what happened
 */
record PlanRow(
    Duration offset,
    Optional<SlotId> slot,
    String oldTask,
    String newTask,
    String why,
    String state) {}
