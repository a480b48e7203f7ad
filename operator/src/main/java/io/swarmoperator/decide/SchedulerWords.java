package io.swarmoperator.decide;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a task has no node, in Swarm's words (S§9.3): {@code no suitable node (insufficient resources
 * on 3 nodes)}, the most frequent reason first. Which nodes are not available and which don't meet
 * the constraints is seen from the nodes themselves; the rest is the scheduler's own message,
 * translated. What Swarm has no word for is handed on as it is.
 */
final class SchedulerWords {
  /**
   * {@code 0/3 nodes are available: 1 Insufficient cpu, 2 node(s) were unschedulable. preemption:
   * …}.
   */
  private static final Pattern MESSAGE =
      Pattern.compile("0/(\\d+) nodes are available: (.*?)\\.(?: |$).*", Pattern.DOTALL);

  /** What the scheduler says of a node where the place of a pod is taken. */
  private static final String PLACES = "anti-affinity rules";

  private static final Pattern PART = Pattern.compile("(\\d+) (.+)");

  /** Swarm's filters in their order, which decides between reasons that are equally frequent. */
  private enum Filter {
    UNAVAILABLE,
    RESOURCES,
    CONSTRAINTS,
    PORTS,
    MAX_REPLICAS;

    String words(int count) {
      String nodes = count == 1 ? "1 node" : count + " nodes";
      return switch (this) {
        case UNAVAILABLE -> nodes + " not available for new tasks";
        case RESOURCES -> "insufficient resources on " + nodes;
        case CONSTRAINTS -> "scheduling constraints not satisfied on " + nodes;
        case PORTS -> "host-mode port already in use on " + nodes;
        case MAX_REPLICAS -> "max replicas per node limit exceed";
      };
    }
  }

  private final Collection<NodeView> nodes;
  private final Placement placement;
  private final Map<Filter, Integer> counts = new EnumMap<>(Filter.class);
  private final List<String> others = new ArrayList<>();

  /** Nodes that the scheduler left out for what we see of them ourselves. */
  private int leftOut;

  /** The greatest number of nodes that lack one resource. */
  private int lacking;

  private SchedulerWords(Collection<NodeView> nodes, Placement placement) {
    this.nodes = nodes;
    this.placement = placement;
  }

  /**
   * Swarm's message for one of the scheduler's; empty for an empty one.
   *
   * @param message of the pod's condition PodScheduled
   * @param nodes all nodes
   * @param placement of the task
   */
  static String of(String message, Collection<NodeView> nodes, Placement placement) {
    if (message.startsWith("no nodes available to schedule pods")) {
      return "no suitable node";
    }
    Matcher whole = MESSAGE.matcher(message);
    return whole.matches()
        ? new SchedulerWords(nodes, placement)
            .explain(Integer.parseInt(whole.group(1)), whole.group(2))
        : message;
  }

  /**
   * Whether a node refuses a task for nothing but its place: the scheduler asks for that last
   * (mechanics 5).
   */
  static boolean blamesPlaces(String message) {
    return message.contains(PLACES);
  }

  /**
   * The same for a task that belongs to a node: only what keeps it from that one, without a prefix.
   * All other nodes are left out by the task's own binding, which is no reason.
   *
   * @param node the task's own; empty when it isn't there any more
   */
  static String ofPreassigned(String message, Optional<NodeView> node, Placement placement) {
    Matcher whole = MESSAGE.matcher(message);
    return whole.matches()
        ? String.join(
            "; ", new SchedulerWords(node.stream().toList(), placement).own(whole.group(2)))
        : message;
  }

  private String explain(int total, String reasons) {
    read(reasons);
    countOwn();
    settleResources(total);
    List<String> parts = parts();
    return parts.isEmpty()
        ? "no suitable node"
        : "no suitable node (" + String.join("; ", parts) + ")";
  }

  private List<String> own(String reasons) {
    read(reasons);
    leftOut = counts.isEmpty() && others.isEmpty() ? 1 : 0;
    countOwn();
    settleResources(1);
    return parts();
  }

  private void read(String reasons) {
    for (String part : reasons.split(", ", -1)) {
      readPart(part);
    }
  }

  private List<String> parts() {
    List<String> parts = new ArrayList<>();
    counts.entrySet().stream()
        .filter(e -> e.getValue() > 0)
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .forEach(e -> parts.add(e.getKey().words(e.getValue())));
    parts.addAll(others);
    return parts;
  }

  private void readPart(String part) {
    Matcher counted = PART.matcher(part);
    if (!counted.matches()) {
      others.add(part);
      return;
    }
    int count = Integer.parseInt(counted.group(1));
    String reason = counted.group(2);
    if (reason.startsWith("Insufficient ") || reason.startsWith("Too many pods")) {
      counts.merge(Filter.RESOURCES, count, Integer::sum);
      lacking = Math.max(lacking, count);
    } else if (reason.startsWith("node(s) didn't have free ports")) {
      counts.merge(Filter.PORTS, count, Integer::sum);
    } else if (placement.maxReplicasPerNode() > 0 && reason.contains(PLACES)) {
      counts.merge(Filter.MAX_REPLICAS, count, Integer::sum);
    } else if (seenOfTheNode(reason)) {
      leftOut += count;
    } else {
      others.add(part);
    }
  }

  private static boolean seenOfTheNode(String reason) {
    return reason.startsWith("node(s) were unschedulable")
        || reason.startsWith("node(s) had untolerated taint")
        || reason.startsWith("node(s) didn't match Pod's node affinity/selector")
        || reason.startsWith("node(s) didn't satisfy plugin(s) [NodeAffinity]");
  }

  /** A node that the scheduler left out for no reason that we see was tainted a moment ago. */
  private void countOwn() {
    int unavailable = (int) nodes.stream().filter(n -> !placement.finds(n)).count();
    int unfit =
        (int) nodes.stream().filter(placement::finds).filter(n -> !placement.allows(n)).count();
    int tainted = Math.max(0, leftOut - unavailable - unfit);
    counts.put(Filter.UNAVAILABLE, unavailable + tainted);
    counts.put(Filter.CONSTRAINTS, unfit);
  }

  /** The scheduler counts a node once for each resource that it lacks, Swarm once. */
  private void settleResources(int total) {
    int named = counts.getOrDefault(Filter.RESOURCES, 0);
    int elsewhere = counts.values().stream().mapToInt(Integer::intValue).sum() - named;
    counts.put(Filter.RESOURCES, Math.min(named, Math.max(lacking, total - elsewhere)));
  }
}
