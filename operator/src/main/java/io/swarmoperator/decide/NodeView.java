package io.swarmoperator.decide;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node as observed.
 *
 * @param name of the node
 * @param availability declared by label or cordon
 * @param health what its Ready condition says
 * @param downAt while it isn't Ready: from when on it counts as down (at once when Unknown, after a
 *     grace when False)
 * @param tasks live tasks of all services on it, for the spread (S§9.4)
 * @param labels what constraints and preferences read (S§9.1, S§9.5)
 * @param taints those that keep tasks away and that neither availability nor health tells of
 */
public record NodeView(
    String name,
    Availability availability,
    Health health,
    Optional<Instant> downAt,
    int tasks,
    Map<String, String> labels,
    List<Taint> taints) {

  public NodeView {
    labels = Map.copyOf(labels);
    taints = List.copyOf(taints);
  }

  /** The same node with as many live tasks on it. */
  public NodeView withTasks(int number) {
    return new NodeView(name, availability, health, downAt, number, labels, taints);
  }

  /** Whether it counts as down at an instant, as long as any other node is ready. */
  public boolean downBy(Instant now) {
    return downAt.isPresent() && !now.isBefore(downAt.get());
  }

  /** Whether it takes tasks that its taints don't keep away ({@link Placement#finds}). */
  boolean takesTasks() {
    return availability == Availability.ACTIVE && health == Health.READY;
  }

  /** What the Ready condition says. */
  public enum Health {
    /** Ready is True. */
    READY,
    /** Ready is False: a restarting kubelet says so for seconds. */
    NOT_READY,
    /** Ready is Unknown: the control plane has lost the node. */
    UNKNOWN
  }
}
