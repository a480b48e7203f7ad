package io.swarmoperator.decide;

import java.time.Instant;
import java.util.List;

/** Which slots the service has, which it keeps, gives up and needs. */
final class Slots {
  private final World world;
  private final RestartSupervisor restarts;
  private final Liveness liveness;
  private final Dirtiness dirtiness;
  private final Division division;

  Slots(World world, RestartSupervisor restarts) {
    this.world = world;
    this.restarts = restarts;
    this.liveness = new Liveness(world, restarts);
    this.dirtiness = new Dirtiness(world, restarts, liveness);
    this.division = divide(world.spec().mode());
  }

  private Division divide(Mode mode) {
    if (mode instanceof Mode.Replicated replicated) {
      return ReplicatedOrchestrator.divide(world, liveness, replicated.replicas());
    }
    if (mode instanceof Mode.ReplicatedJob job) {
      return new JobOrchestrator(world, restarts).replicated(job);
    }
    if (mode instanceof Mode.GlobalJob) {
      return new JobOrchestrator(world, restarts).global();
    }
    if (mode instanceof Mode.Global) {
      return new GlobalOrchestrator(world, liveness).divide();
    }
    throw new IllegalArgumentException("no such mode: " + mode);
  }

  Instant now() {
    return world.now();
  }

  /** Live slots that stay, ascending: the ones that rollouts walk over. */
  List<Slot> kept() {
    return division.kept();
  }

  /** Live slots to be removed. */
  List<Slot> surplus() {
    return division.surplus();
  }

  /** Slots whose tasks stop and get no replacement. */
  List<Slot> leaving() {
    return division.leaving();
  }

  /** Slots of paused nodes: what runs there stays, and nothing is made. */
  List<Slot> resting() {
    return division.resting();
  }

  /** Slots to be filled, ascending. */
  List<SlotId> missing() {
    return division.missing();
  }

  /** Slots that are neither live nor about to be filled again: their history goes (S§3.3). */
  List<Slot> dead() {
    return division.dead();
  }

  /** Tasks of a job's earlier iterations that are to go. */
  List<Task> outdated() {
    return division.outdated();
  }

  /** The tasks that make a slot live (S§3.2). */
  List<Task> members(Slot slot) {
    return liveness.members(slot);
  }

  /** Which of the slots an update has to touch. */
  Dirtiness dirtiness() {
    return dirtiness;
  }

  /**
   * Whether a rollback has slots to refill that the policy has given up (S§6.2): those of nodes
   * that may have a task (S§7).
   */
  boolean refilledByRollback() {
    return division.missing().stream()
        .map(id -> world.slots().get(id))
        .anyMatch(slot -> slot != null && liveness.refilledByRollback(slot));
  }

  /**
   * Whether stale slots are replaced at once and beside any rollout: a global service's on a node
   * that was paused when the update passed (S§7, s17a).
   */
  boolean staleAreRenewed() {
    Memory memory = world.memory();
    return world.spec().mode() instanceof Mode.Global
        && memory.rollout().map(r -> r.state().done()).orElse(memory.previousRevision() != 0);
  }
}
