package io.swarmoperator.sim;

import io.swarmoperator.decide.Availability;
import io.swarmoperator.decide.NodeAttribute;
import io.swarmoperator.decide.NodeView;
import io.swarmoperator.decide.Taint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A node: what is declared and known of it, and what its kubelet couldn't do while it was away. */
final class SimulatedNode {
  final String name;
  Availability availability = Availability.ACTIVE;
  NodeView.Health health = NodeView.Health.READY;
  Optional<Instant> downAt = Optional.empty();

  /**
   * Whether its kubelet works. A kubelet that restarts is NotReady and yet does what it is told,
   * later.
   */
  boolean alive = true;

  /** For how many pods it has room; empty: for any number. */
  OptionalInt room = OptionalInt.empty();

  final Map<String, String> labels = new HashMap<>();

  final List<Taint> taints = new ArrayList<>();

  private final List<Runnable> missed = new ArrayList<>();

  SimulatedNode(String name) {
    this.name = name;
    labels.put(NodeAttribute.HOSTNAME_LABEL, name);
    labels.put(NodeAttribute.OS_LABEL, "linux");
    labels.put(NodeAttribute.ARCH_LABEL, "amd64");
  }

  boolean eligible() {
    return availability == Availability.ACTIVE && health == NodeView.Health.READY;
  }

  NodeView view(int tasks) {
    return new NodeView(name, availability, health, downAt, tasks, labels, taints);
  }

  void whenAlive(Runnable work) {
    if (alive) {
      work.run();
    } else {
      missed.add(work);
    }
  }

  void revive() {
    alive = true;
    List<Runnable> work = List.copyOf(missed);
    missed.clear();
    work.forEach(Runnable::run);
  }
}
