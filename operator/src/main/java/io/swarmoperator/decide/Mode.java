package io.swarmoperator.decide;

/** How many tasks a service has and what becomes of a task that ends (S§3, S§7, S§8). */
public sealed interface Mode {
  /**
   * A fixed number of numbered slots, each kept filled.
   *
   * @param replicas number of slots, 0 or more
   */
  record Replicated(int replicas) implements Mode {}

  /** One task on every node that may have one, kept running. */
  record Global() implements Mode {}

  /**
   * Tasks that run to completion, until enough have.
   *
   * @param maxConcurrent tasks at work at a time, 0 or more
   * @param totalCompletions tasks that are to complete, 0 or more
   */
  record ReplicatedJob(int maxConcurrent, int totalCompletions) implements Mode {}

  /** One task on every node that may have one, run to completion once. */
  record GlobalJob() implements Mode {}

  /** Whether tasks are run to completion. */
  default boolean job() {
    return this instanceof ReplicatedJob || this instanceof GlobalJob;
  }

  /** Whether tasks belong to nodes rather than to numbered slots. */
  default boolean perNode() {
    return this instanceof Global || this instanceof GlobalJob;
  }

  /** What a started task is meant to be (S§1.6). */
  default DesiredState started() {
    return job() ? DesiredState.COMPLETE : DesiredState.RUNNING;
  }
}
