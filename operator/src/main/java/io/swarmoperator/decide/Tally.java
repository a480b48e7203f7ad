package io.swarmoperator.decide;

import java.util.List;
import java.util.stream.Stream;

/**
 * How many of a service's tasks there are to be and are (S§2.4): what the REPLICAS column counts.
 *
 * @param desired tasks meant to run
 * @param running tasks meant to run that run, on nodes that are not down
 * @param updated tasks meant to run that are of the current revision
 * @param pods that exist and are wanted
 * @param finished slots whose task ended for good, and not by completing a job
 * @param completed tasks of the job's present iteration that completed; 0 for services
 * @param total tasks of the job that are to complete; 0 for services
 */
record Tally(
    int desired, int running, int updated, int pods, int finished, int completed, int total) {

  static Tally of(World world, Slots slots, RestartSupervisor restarts) {
    Mode mode = world.spec().mode();
    List<Slot> counted = counted(mode, slots);
    int running = (int) counted.stream().filter(Tally::runs).count();
    int updated =
        (int) counted.stream().filter(s -> s.live().stream().anyMatch(world::clean)).count();
    int pods = (int) counted.stream().flatMap(s -> s.live().stream()).filter(Task::hasPod).count();
    int completed = mode.job() ? completed(world) : 0;
    int finished = (int) tried(world, slots).filter(restarts::restartsNoMore).count();
    int desired = desired(mode, slots, counted, finished);
    int total = total(mode, completed, desired);
    return new Tally(desired, running, updated, pods, finished, completed, total);
  }

  /**
   * The slots that count: those that stay, and those of paused nodes in which something is. What
   * waits for its restart delay there does not start before the node is active again (D25): a
   * service counts without it, a job is not done.
   */
  private static List<Slot> counted(Mode mode, Slots slots) {
    Stream<Slot> resting =
        slots.resting().stream()
            .filter(s -> s.live().stream().anyMatch(t -> mode.job() || t.hasPod()));
    return Stream.concat(slots.kept().stream(), resting).toList();
  }

  /** The slots in which a task may have ended for good, and not by completing a job. */
  private static Stream<Slot> tried(World world, Slots slots) {
    Mode mode = world.spec().mode();
    if (!mode.job()) {
      return slots.kept().stream();
    }
    return world.slots().values().stream()
        .filter(s -> !world.outdated(s.newest()) && !s.newest().completed())
        .filter(s -> !mode.perNode() || failedOnItsNode(world, s));
  }

  /** What a drained or deleted node made of its task is no failure of the job. */
  private static boolean failedOnItsNode(World world, Slot slot) {
    return slot.newest().endedByItself() && !world.nodeGone(slot.id().node());
  }

  private static int completed(World world) {
    return (int) world.tasks().stream().filter(t -> !world.outdated(t) && t.completed()).count();
  }

  private static int desired(Mode mode, Slots slots, List<Slot> counted, int finished) {
    if (mode instanceof Mode.Replicated replicated) {
      return replicated.replicas();
    }
    if (mode instanceof Mode.ReplicatedJob job) {
      return job.maxConcurrent();
    }
    int meant = counted.size() + slots.missing().size();
    return mode.job() ? meant : meant - finished;
  }

  private static int total(Mode mode, int completed, int desired) {
    if (mode instanceof Mode.ReplicatedJob job) {
      return job.totalCompletions();
    }
    return mode.job() ? completed + desired : 0;
  }

  private static boolean runs(Slot slot) {
    return slot.live().stream()
        .anyMatch(
            t ->
                t.running()
                    && t.hasPod()
                    && !t.onDownNode()
                    && t.now().desired() != DesiredState.READY);
  }

  /** Whether what does not run ended for good. */
  boolean ended(Mode mode) {
    return mode instanceof Mode.Replicated
        ? running < desired && running + finished >= desired
        : finished > 0 && running >= desired;
  }

  /** The REPLICAS column of {@code docker service ls}. */
  String summary(Mode mode) {
    String tasks = running + "/" + desired;
    return mode.job() ? tasks + " (" + completed + "/" + total + " completed)" : tasks;
  }

  /**
   * What an eviction must leave. Tasks that ended for good will not come back: counted, they would
   * block every drain.
   */
  int minAvailable(Mode mode, int parallelism) {
    boolean none = parallelism == 0 || mode.job();
    int gone = mode instanceof Mode.Replicated ? finished : 0; // a global service's don't count
    return none ? 0 : Math.max(0, desired - gone - parallelism);
  }
}
