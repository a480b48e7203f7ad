package io.swarmoperator.operator;

import io.swarmoperator.act.WriteGate;
import io.swarmoperator.observe.NodeFacts;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How the operator runs.
 *
 * @param namespaces to watch; empty: all
 * @param leaderElection the namespace of the lease; empty: no election
 * @param taskHistoryLimit of services that declare none
 * @param nodeNotReadyGrace how long a node may say that it isn't ready before its tasks are
 *     replaced
 * @param httpPort for health and metrics, 0 for any free one; empty: none
 * @param gate stands before every write
 * @param clock the operator's time; a clock that is a minute off changes no outcome
 * @param onLost called when the operator can't go on: the lease is lost, or a watch has ended for
 *     good
 */
public record OperatorOptions(
    Set<String> namespaces,
    Optional<String> leaderElection,
    int taskHistoryLimit,
    Duration nodeNotReadyGrace,
    OptionalInt httpPort,
    WriteGate gate,
    Clock clock,
    Runnable onLost) {

  private static final int TASK_HISTORY_LIMIT = 5;

  /** Statuses and records hold microseconds; what is read back must equal what was decided on. */
  private static final Clock MICROSECONDS = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));

  public OperatorOptions {
    namespaces = Set.copyOf(namespaces);
  }

  /** All namespaces, no election, no HTTP, Swarm's history limit. */
  public static OperatorOptions defaults() {
    return new OperatorOptions(
        Set.of(),
        Optional.empty(),
        TASK_HISTORY_LIMIT,
        NodeFacts.GRACE,
        OptionalInt.empty(),
        WriteGate.OPEN,
        MICROSECONDS,
        () -> {});
  }

  /** The same in these namespaces. */
  public OperatorOptions in(Set<String> only) {
    return new OperatorOptions(
        only, leaderElection, taskHistoryLimit, nodeNotReadyGrace, httpPort, gate, clock, onLost);
  }

  /** The same with another gate before writes. */
  public OperatorOptions behind(WriteGate newGate) {
    return new OperatorOptions(
        namespaces,
        leaderElection,
        taskHistoryLimit,
        nodeNotReadyGrace,
        httpPort,
        newGate,
        clock,
        onLost);
  }

  /** The same with another clock. */
  public OperatorOptions by(Clock newClock) {
    Clock ticking = Clock.tick(newClock, Duration.ofNanos(1000));
    return new OperatorOptions(
        namespaces,
        leaderElection,
        taskHistoryLimit,
        nodeNotReadyGrace,
        httpPort,
        gate,
        ticking,
        onLost);
  }

  /** The same with health and metrics on a port. */
  public OperatorOptions listening(int port) {
    return new OperatorOptions(
        namespaces,
        leaderElection,
        taskHistoryLimit,
        nodeNotReadyGrace,
        OptionalInt.of(port),
        gate,
        clock,
        onLost);
  }
}
