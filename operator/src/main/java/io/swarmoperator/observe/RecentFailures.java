package io.swarmoperator.observe;

import io.swarmoperator.decide.FailureOnNode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Which tasks failed on which nodes lately, beyond what the task history has room for: as in Swarm
 * known to the process that leads, and forgotten with it (S§9.7).
 */
public final class RecentFailures {
  private final Clock clock;
  private final Map<String, List<FailureOnNode>> services = new ConcurrentHashMap<>();

  /**
   * Knows of none yet.
   *
   * @param clock the operator's
   */
  public RecentFailures(Clock clock) {
    this.clock = clock;
  }

  /** Remembers failures of a service's tasks. */
  public void add(String serviceUid, List<FailureOnNode> failures) {
    if (!failures.isEmpty()) {
      services.merge(serviceUid, still(failures), this::together);
    }
  }

  /** The failures of a service's tasks that are held against their nodes. */
  public List<FailureOnNode> of(String serviceUid) {
    List<FailureOnNode> held =
        services.computeIfPresent(
            serviceUid,
            (uid, known) -> {
              List<FailureOnNode> still = still(known);
              return still.isEmpty() ? null : still;
            });
    return held == null ? List.of() : held;
  }

  /** Forgets a service. */
  public void forget(String serviceUid) {
    services.remove(serviceUid);
  }

  /** Of how many services it holds failures. */
  int services() {
    return services.size();
  }

  private List<FailureOnNode> together(List<FailureOnNode> known, List<FailureOnNode> more) {
    return still(Stream.concat(known.stream(), more.stream()).toList());
  }

  private List<FailureOnNode> still(List<FailureOnNode> failures) {
    return FailureOnNode.remembered(failures, clock.instant());
  }
}
