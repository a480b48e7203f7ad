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

  /**
   * What a job runs: its template, and of a replicated one its numbers.
   *
   * @param template a hash, see {@link Revision#template}
   */
  static String describe(String template, Mode mode) {
    return mode instanceof Mode.ReplicatedJob job
        ? template + "/" + job.maxConcurrent() + "/" + job.totalCompletions()
        : template;
  }

  /** The numbers that a replicated job was begun with. */
  public Optional<Mode.ReplicatedJob> numbers() {
    String[] parts = of.split("/", -1);
    return parts.length == 3
        ? Optional.of(
            new Mode.ReplicatedJob(Integer.parseInt(parts[1]), Integer.parseInt(parts[2])))
        : Optional.empty();
  }
}
