package io.swarmoperator.decide;

import java.util.Optional;

/**
 * A task of the service as observed: its pod, its record, or both. A pod without a record gets one;
 * a record without a pod waits, or is history.
 *
 * @param identity from the record, else from the pod's labels
 * @param record as last written, by what the operator knows
 * @param pod its pod, while there is one
 */
public record ObservedTask(
    TaskIdentity identity, Optional<TaskRecord> record, Optional<PodView> pod) {}
