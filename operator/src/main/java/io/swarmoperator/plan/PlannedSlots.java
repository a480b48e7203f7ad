package io.swarmoperator.plan;

import io.swarmoperator.decide.Mode;
import io.swarmoperator.decide.SlotId;
import java.util.Optional;

/**
 * The slots that a planned service has.
 *
 * @param mode of the service
 * @param nodes number of nodes, named n1 and so on
 */
record PlannedSlots(Mode mode, int nodes) {

  /** What is wrong with a slot, in words; empty when the service has it. */
  Optional<String> missing(SlotId slot) {
    boolean ofNode = !slot.node().isEmpty();
    if (ofNode != mode.perNode()) {
      return Optional.of(
          ofNode
              ? "tasks of this mode belong to slots, not to nodes"
              : "tasks of this mode belong to nodes, not to slots");
    }
    return ofNode ? node(slot.node()) : number(slot.number());
  }

  private Optional<String> node(String name) {
    boolean known =
        name.matches("n[1-9][0-9]{0,5}") && Integer.parseInt(name.substring(1)) <= nodes;
    return known
        ? Optional.empty()
        : Optional.of("there is no node " + name + ", the nodes are n1 to n" + nodes);
  }

  private Optional<String> number(int number) {
    if (mode instanceof Mode.ReplicatedJob job) {
      return number < job.totalCompletions()
          ? Optional.empty()
          : Optional.of(
              "there is no slot "
                  + number
                  + ", slots of a job count from 0, spec.job.totalCompletions is "
                  + job.totalCompletions());
    }
    int replicas = mode instanceof Mode.Replicated replicated ? replicated.replicas() : 0;
    return number >= 1 && number <= replicas
        ? Optional.empty()
        : Optional.of("there is no slot " + number + ", spec.replicas is " + replicas);
  }
}
