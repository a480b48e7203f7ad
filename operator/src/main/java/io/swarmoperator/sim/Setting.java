package io.swarmoperator.sim;

import io.swarmoperator.decide.Planner;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * In which surroundings a service is simulated.
 *
 * @param start when it is created
 * @param nodes names of the nodes
 * @param behaviours script of the containers, the first rule that matches counts
 * @param lazyRecords whether records that aren't urgent are written a second later, as the real
 *     operator does, so that fewer states of a task are seen
 * @param decider who decides
 * @param faultyWrites wraps what the operator writes to
 */
public record Setting(
    Instant start,
    List<String> nodes,
    List<BehaviourRule> behaviours,
    boolean lazyRecords,
    Decider decider,
    UnaryOperator<Writes> faultyWrites) {

  /**
   * Nodes n1 to nN, well-behaved containers, the real planner, no faults, every change of a record
   * seen.
   */
  public static Setting nodes(int count) {
    List<String> names = IntStream.rangeClosed(1, count).mapToObj(number -> "n" + number).toList();
    return new Setting(
        Instant.parse("2026-01-01T00:00:00Z"),
        names,
        List.of(),
        false,
        Planner::plan,
        UnaryOperator.identity());
  }

  /** The same with other containers. */
  public Setting behaving(List<BehaviourRule> rules) {
    return new Setting(start, nodes, rules, lazyRecords, decider, faultyWrites);
  }

  /** The same with records written as late as the real operator does. */
  public Setting withLazyRecords() {
    return new Setting(start, nodes, behaviours, true, decider, faultyWrites);
  }

  /** The same with somebody else deciding. */
  public Setting decidedBy(Decider other) {
    return new Setting(start, nodes, behaviours, lazyRecords, other, faultyWrites);
  }

  /** The same with an API server that fails now and then. */
  public Setting withFaults(UnaryOperator<Writes> writes) {
    return new Setting(start, nodes, behaviours, lazyRecords, decider, writes);
  }
}
