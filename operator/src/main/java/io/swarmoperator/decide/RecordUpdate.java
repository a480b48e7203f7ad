package io.swarmoperator.decide;

/**
 * A record that is to be written behind, off the critical path.
 *
 * @param task the record
 * @param urgent whether it is worth a write now; otherwise it may wait a second for a better one
 */
public record RecordUpdate(TaskRecord task, boolean urgent) {}
