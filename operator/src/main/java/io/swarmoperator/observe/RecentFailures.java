package io.swarmoperator.observe;

import io.swarmoperator.decide.NodeFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which tasks failed on which nodes lately, beyond what the task history has room for: as in Swarm
 * known to the process that leads, and forgotten with it (S§9.7).
 */
public final class RecentFailures {
  private static final Duration MEMORY = Duration.ofMinutes(5);

  private final Clock clock;
  private final Map<String, List<NodeFailure>> services = new ConcurrentHashMap<>();

  /**
   * Knows of none yet.
   *
   * @param clock the operator's
   */
  public RecentFailures(Clock clock) {
    this.clock = clock;
  }

  /** Remembers failures of a service's tasks. */
  public void add(String serviceUid, List<NodeFailure> failures) {
    if (!failures.isEmpty()) {
      services.merge(serviceUid, failures, this::together);
    }
  }

  /** The failures of a service's tasks that are held against their nodes. */
  public List<NodeFailure> of(String serviceUid) {
    return services.getOrDefault(serviceUid, List.of());
  }

  /** Forgets a service. */
  public void forget(String serviceUid) {
    services.remove(serviceUid);
  }

  private List<NodeFailure> together(List<NodeFailure> known, List<NodeFailure> more) {
    Instant since = clock.instant().minus(MEMORY);
    List<NodeFailure> all = new ArrayList<>(known);
    all.removeIf(failure -> failure.at().isBefore(since));
    all.addAll(more);
    return List.copyOf(all);
  }
}
