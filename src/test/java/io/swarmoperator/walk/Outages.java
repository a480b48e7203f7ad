package io.swarmoperator.walk;

import io.swarmoperator.decide.NodeView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From when to when nodes were lost, by the control plane's own word. One that says only for
 * seconds that it isn't ready was never lost (D43).
 */
final class Outages {
  private static final Duration GRACE = Duration.ofSeconds(15);

  private final Map<String, List<Outage>> byNode = new HashMap<>();

  private record Outage(Instant from, Instant until) {
    boolean open() {
      return until.equals(Instant.MAX);
    }
  }

  /** A node is as it says; not ready too when it is gone. */
  void saw(String node, Optional<NodeView.Health> health, Instant now) {
    List<Outage> known = byNode.computeIfAbsent(node, n -> new ArrayList<>());
    Optional<Outage> open = known.stream().filter(Outage::open).findFirst();
    open.ifPresent(known::remove);
    boolean ready = health.filter(h -> h == NodeView.Health.READY).isPresent();
    if (ready) {
      open.filter(o -> !o.from().isAfter(now)).ifPresent(o -> known.add(new Outage(o.from(), now)));
      return;
    }
    boolean mayComeBack = health.filter(h -> h == NodeView.Health.NOT_READY).isPresent();
    Instant from = mayComeBack ? now.plus(GRACE) : now;
    Instant first = open.map(Outage::from).filter(from::isAfter).orElse(from);
    known.add(new Outage(first, Instant.MAX));
  }

  /** Since when a node was lost at some time from an instant on. */
  Optional<Instant> after(String node, Instant instant, Instant now) {
    return byNode.getOrDefault(node, List.of()).stream()
        .filter(o -> !o.from().isAfter(now) && o.until().isAfter(instant))
        .map(o -> o.from().isAfter(instant) ? o.from() : instant)
        .findFirst();
  }

  /** When a node was lost last. */
  Optional<Instant> last(String node, Instant now) {
    return byNode.getOrDefault(node, List.of()).stream()
        .map(Outage::from)
        .filter(from -> !from.isAfter(now))
        .reduce((first, second) -> second);
  }
}
