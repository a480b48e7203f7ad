package io.swarmoperator.decide;

import java.time.Duration;
import java.util.Optional;

/**
 * What the user declared, apart from what tasks run.
 *
 * @param namespace of the service
 * @param name of the service
 * @param uid of the service
 * @param mode how many tasks it has and what becomes of one that ends
 * @param paused hands out no further slot of a rollout
 * @param update how updates proceed
 * @param rollback how rollbacks proceed
 * @param drainOrder how tasks leave a draining node
 * @param progressDeadline a task that isn't running this long after its pod was made counts as
 *     failed; empty: wait for ever
 * @param taskHistoryLimit tasks kept per slot, the live one included; negative: all (S§11)
 * @param revisionHistoryLimit revisions kept that are not in use
 */
public record ServiceSpec(
    String namespace,
    String name,
    String uid,
    Mode mode,
    boolean paused,
    RolloutPolicy update,
    RolloutPolicy rollback,
    UpdateOrder drainOrder,
    Optional<Duration> progressDeadline,
    int taskHistoryLimit,
    int revisionHistoryLimit) {}
