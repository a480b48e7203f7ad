package io.swarmoperator.decide;

import java.time.Instant;
import java.util.Optional;

/**
 * The present run of a job (S§8.1).
 *
 * @param index 0 for the first
 * @param lastExecution when it began
 * @param of what it runs: another template or another job starts the next
 */
public record JobIteration(int index, Instant lastExecution, String of) {

  /** The numbers that a replicated job was begun with; see {@link JobTransitions}. */
  public Optional<Mode.ReplicatedJob> numbers() {
    String[] parts = of.split("/", -1);
    return parts.length == 3
        ? Optional.of(
            new Mode.ReplicatedJob(Integer.parseInt(parts[1]), Integer.parseInt(parts[2])))
        : Optional.empty();
  }
}
