package io.swarmoperator.oracle;

import io.swarmoperator.decide.SlotId;
import io.swarmoperator.sim.Declared;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What is to be done again for one service of a recording.
 *
 * @param createdAt when the service was created
 * @param created the service
 * @param commands all that was done later, in order
 * @param touched for each stretch of time the slots in the order in which Swarm touched them
 * @param nodes as they are called in the replay
 * @param end when the recording or the service ended
 */
record Script(
    Duration createdAt,
    Declared created,
    List<Command> commands,
    Map<Stretch, List<SlotId>> touched,
    NodeNames nodes,
    Duration end) {

  /**
   * A time in which the updater walks the slots in one order.
   *
   * @param command number of the last command before it
   * @param rollback whether the failure action took the update back in it
   */
  record Stretch(int command, boolean rollback) {}
}
