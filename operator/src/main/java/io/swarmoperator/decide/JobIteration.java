package io.swarmoperator.decide;

import java.time.Instant;

/**
 * The present run of a job (S§8.1).
 *
 * @param index 0 for the first
 * @param lastExecution when it began
 * @param of what it runs: another template or another job starts the next
 */
public record JobIteration(int index, Instant lastExecution, String of) {}
