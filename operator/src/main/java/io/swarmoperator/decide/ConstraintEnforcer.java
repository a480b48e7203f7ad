package io.swarmoperator.decide;

import java.util.Optional;

/**
 * Finds tasks whose node no longer meets their constraints because its labels have changed
 * (S§10.5). Only nodes that are active are examined, and only tasks that sit on one.
 */
final class ConstraintEnforcer {
  private final World world;

  ConstraintEnforcer(World world) {
    this.world = world;
  }

  /**
   * Whether a task must leave its node. What counts is what the service is meant to run now; but a
   * task that a rollout has yet to reach is the updater's (D57): it stays as long as its node meets
   * at least the constraints that it was made with.
   */
  boolean rejects(TaskRecord task) {
    Optional<NodeView> node =
        world
            .node(task.nodeName())
            .filter(n -> n.availability() == Availability.ACTIVE && !n.downBy(world.now()));
    if (node.isEmpty() || world.target().placement().allows(node.get())) {
      return false;
    }
    return !awaitsUpdate(task.identity())
        || world
            .known(task.identity().revision())
            .filter(own -> own.placement().allows(node.get()))
            .isEmpty();
  }

  /**
   * Whether somebody else has still to see to a task of another revision: a rollout that is under
   * way or paused, or for a task per node its orchestrator (S§7).
   */
  private boolean awaitsUpdate(TaskIdentity task) {
    if (task.revision().equals(world.target().hash())) {
      return false;
    }
    return world.memory().openRun().isPresent() || world.spec().mode().perNode();
  }
}
