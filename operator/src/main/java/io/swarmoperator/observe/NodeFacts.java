package io.swarmoperator.observe;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.swarmoperator.decide.Availability;
import io.swarmoperator.decide.NodeView;
import io.swarmoperator.decide.Taint;
import io.swarmoperator.render.Labels;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node says. Since when it isn't ready is counted from when this process first saw it, not
 * from the time in its condition: that one is by the node's clock, which may be minutes off.
 */
public final class NodeFacts {
  private static final Logger LOG = LoggerFactory.getLogger(NodeFacts.class);

  /** How long a node may say that it isn't ready before it counts as down, as a rule. */
  public static final Duration GRACE = Duration.ofSeconds(15);

  private static final Set<String> KNOWN = Set.of("", "active", Labels.PAUSE, Labels.DRAIN);

  /** Set by Kubernetes itself for what availability and health tell of. */
  private static final Set<String> KNOWN_OTHERWISE =
      Set.of(
          "node.kubernetes.io/unschedulable",
          "node.kubernetes.io/not-ready",
          "node.kubernetes.io/unreachable");

  private final Clock clock;
  private final Duration grace;
  private final Map<String, Unready> unready = new ConcurrentHashMap<>();
  private final Map<String, String> strange = new ConcurrentHashMap<>();

  private record Unready(NodeView.Health health, Instant since) {}

  /**
   * Remembers nothing yet.
   *
   * @param clock the operator's
   * @param grace how long a node may say that it isn't ready before it counts as down: a restarting
   *     kubelet says so for seconds
   */
  public NodeFacts(Clock clock, Duration grace) {
    this.clock = clock;
    this.grace = grace;
  }

  /** Notes the state of a node as soon as it is known, so that a wait counts from then. */
  public void saw(Node node) {
    sawWord(node.getMetadata().getName(), declared(node));
    NodeView.Health health = health(node);
    unready.compute(
        node.getMetadata().getName(),
        (name, known) -> {
          if (health == NodeView.Health.READY) {
            return null;
          }
          return known != null && known.health() == health
              ? known
              : new Unready(health, clock.instant());
        });
  }

  /** When a node was first seen in the state in which it isn't ready; empty when it is. */
  public Optional<Instant> notReadySince(String node) {
    return Optional.ofNullable(unready.get(node)).map(Unready::since);
  }

  /** A word that nobody knows is told of once, not ignored without a trace. */
  private void sawWord(String node, String word) {
    if (KNOWN.contains(word)) {
      strange.remove(node);
    } else if (!word.equals(strange.put(node, word))) {
      LOG.warn(
          "node {}: label {} is '{}', which is none of active, pause and drain; the node counts as active",
          node,
          Labels.AVAILABILITY,
          word);
    }
  }

  /** Forgets a node that is gone; one of the same name is another node. */
  public void gone(Node node) {
    strange.remove(node.getMetadata().getName());
    unready.remove(node.getMetadata().getName());
  }

  /**
   * The facts of a node.
   *
   * @param node as the API server says
   * @param tasks live tasks on it
   */
  public NodeView of(Node node, int tasks) {
    String name = node.getMetadata().getName();
    NodeView.Health health = health(node);
    return new NodeView(
        name,
        availability(node),
        health,
        Optional.of(health).filter(h -> h != NodeView.Health.READY).map(h -> downAt(name, h)),
        tasks,
        Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.of()),
        taints(node));
  }

  /** What was noted last counts: the node at hand may be older. */
  private Instant downAt(String node, NodeView.Health health) {
    return downAt(unready.computeIfAbsent(node, n -> new Unready(health, clock.instant())));
  }

  /** At once when Unknown: the control plane's own grace has passed already. */
  private Instant downAt(Unready state) {
    return state.health() == NodeView.Health.UNKNOWN ? state.since() : state.since().plus(grace);
  }

  /** Whether a change of a node can matter to any service: a kubelet's heartbeat doesn't. */
  public static boolean matters(Node before, Node after) {
    return mattersToAll(before, after)
        || !Objects.equals(before.getMetadata().getLabels(), after.getMetadata().getLabels());
  }

  /** Whether a change of a node can matter to services whatever their constraints. */
  public static boolean mattersToAll(Node before, Node after) {
    return availability(before) != availability(after)
        || health(before) != health(after)
        || !taints(before).equals(taints(after));
  }

  /** Whether a node says that it is ready. */
  public static boolean ready(Node node) {
    return health(node) == NodeView.Health.READY;
  }

  /** Read as the scheduler reads it that keeps pods away from the node: letter by letter. */
  private static Availability availability(Node node) {
    String declared = declared(node);
    if (declared.equals(Labels.DRAIN)) {
      return Availability.DRAIN;
    }
    boolean cordoned =
        node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable());
    return declared.equals(Labels.PAUSE) || cordoned ? Availability.PAUSE : Availability.ACTIVE;
  }

  private static List<Taint> taints(Node node) {
    if (node.getSpec() == null) {
      return List.of();
    }
    return node.getSpec().getTaints().stream()
        .filter(taint -> !KNOWN_OTHERWISE.contains(taint.getKey()))
        .flatMap(
            taint ->
                Taint.Effect.named(taint.getEffect())
                    .map(
                        effect ->
                            new Taint(
                                taint.getKey(),
                                Objects.requireNonNullElse(taint.getValue(), ""),
                                effect))
                    .stream())
        .toList();
  }

  private static String declared(Node node) {
    Map<String, String> labels = node.getMetadata().getLabels();
    return labels == null ? "" : labels.getOrDefault(Labels.AVAILABILITY, "");
  }

  private static NodeView.Health health(Node node) {
    if (node.getStatus() == null) {
      return NodeView.Health.NOT_READY;
    }
    String ready =
        node.getStatus().getConditions().stream()
            .filter(c -> "Ready".equals(c.getType()))
            .map(NodeCondition::getStatus)
            .findFirst()
            .orElse("False");
    return switch (ready) {
      case "True" -> NodeView.Health.READY;
      case "Unknown" -> NodeView.Health.UNKNOWN;
      default -> NodeView.Health.NOT_READY;
    };
  }
}
