package io.swarmoperator.walk;

import io.swarmoperator.decide.Availability;
import io.swarmoperator.decide.Memory;
import io.swarmoperator.decide.NodeView;
import io.swarmoperator.decide.Revision;
import io.swarmoperator.decide.ServiceSpec;
import io.swarmoperator.sim.ApiObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was true of the nodes and the service, and from when on. */
final class Past {
  private final InstantSource clock;
  private final Map<String, Course<Optional<NodeView>>> nodes = new HashMap<>();
  private final Course<Declared> services = new Course<>();
  private final Outages outages = new Outages();
  private final Map<String, Instant> drains = new HashMap<>();

  /**
   * The service as it was.
   *
   * @param spec as declared
   * @param memory of the operator
   * @param target what it was meant to run
   */
  record Declared(ServiceSpec spec, Memory memory, Revision target) {}

  Past(InstantSource clock) {
    this.clock = clock;
  }

  /** The service has changed. */
  void service(ApiObject.Service service, Revision target) {
    services.is(new Declared(service.declared().spec(), service.memory(), target), clock.instant());
  }

  /** A node has changed, or is gone. */
  void node(ApiObject.Node node, boolean there, Revision target) {
    boolean unfit = !target.placement().allows(node.facts());
    if (unfit || node.facts().availability() == Availability.DRAIN) {
      drains.put(node.name(), clock.instant());
    }
    Optional<NodeView> facts = there ? Optional.of(node.facts()) : Optional.empty();
    nodes.computeIfAbsent(node.name(), n -> new Course<>()).is(facts, clock.instant());
    outages.saw(node.name(), facts.map(NodeView::health), clock.instant());
  }

  /** What the service was at some time from an instant on. */
  List<Declared> services(Instant since) {
    return services.since(since);
  }

  /** When a node was lost after an instant, by the control plane's own word. */
  Optional<Instant> downAfter(String node, Instant instant) {
    return outages.after(node, instant, clock.instant());
  }

  /** When a node was lost last. */
  Optional<Instant> lastDown(String node) {
    return outages.last(node, clock.instant());
  }

  /** Whether a node was given up for its tasks at some time after an instant. */
  boolean drainedAfter(String node, Instant instant) {
    return !drains.getOrDefault(node, Instant.MIN).isBefore(instant);
  }

  /** What a task's own node was since it sits there, at some time from an instant on. */
  List<NodeView> node(Life life, Instant since) {
    return states(life, since).stream().flatMap(Optional::stream).toList();
  }

  /**
   * Whether the node on which a task sits was deleted: one of its name that has joined since is
   * another.
   */
  boolean gone(Life life) {
    return states(life, Instant.MIN).stream().anyMatch(Optional::isEmpty);
  }

  /**
   * Whether a task's own node was down at some time from an instant on: none is when no other is
   * ready (D43).
   */
  boolean down(Life life, Instant since) {
    boolean anyReady =
        nodes.values().stream()
            .flatMap(course -> course.since(since).stream())
            .anyMatch(n -> n.filter(v -> v.health() == NodeView.Health.READY).isPresent());
    return anyReady && downAfter(node(life), later(since, life)).isPresent();
  }

  private List<Optional<NodeView>> states(Life life, Instant since) {
    Course<Optional<NodeView>> course = nodes.get(node(life));
    return course == null ? List.of() : course.since(later(since, life));
  }

  private static String node(Life life) {
    return life.node.isEmpty() ? life.slot().node() : life.node;
  }

  private static Instant later(Instant since, Life life) {
    Instant there = life.boundAt.or(() -> life.latestPodAt).orElse(life.seenAt);
    return there.isAfter(since) ? there : since;
  }
}
