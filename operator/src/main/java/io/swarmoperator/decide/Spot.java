package io.swarmoperator.decide;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a task had best go; the scheduler keeps the last word (mechanics 4).
 *
 * @param hint the node that Swarm's spread would choose (S§9.4), empty when none is eligible
 * @param bucket under max replicas per node: which of a node's places the task takes (mechanics 5)
 * @param avoided nodes on which what the task runs has failed again and again (S§9.4)
 */
public record Spot(Optional<String> hint, OptionalInt bucket, List<String> avoided) {
  /** Left to the scheduler. */
  public static final Spot ANYWHERE = new Spot(Optional.empty(), OptionalInt.empty(), List.of());

  public Spot {
    avoided = List.copyOf(avoided);
  }

  /** Best on a certain node. */
  public static Spot on(String node) {
    return new Spot(Optional.of(node), OptionalInt.empty(), List.of());
  }
}
