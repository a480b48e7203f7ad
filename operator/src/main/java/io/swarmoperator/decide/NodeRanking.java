package io.swarmoperator.decide;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Swarm's spread: the node with the fewest tasks of the service, then with the fewest tasks at all,
 * within the branch of the preferences that has the fewest (S§9.4, S§9.5). The choice is a hint,
 * the scheduler keeps the last word (mechanics 4).
 */
final class NodeRanking {
  /**
   * The default scheduler scores only a sample of more nodes than these; a hint would leave nodes
   * empty (mechanics 4).
   */
  private static final int MOST_NODES = 100;

  private final World world;
  private final List<NodeView> nodes;
  private final Map<String, Integer> own = new HashMap<>();
  private final Map<String, Integer> all = new HashMap<>();
  private final Map<String, FaultyNodes> faulty = new HashMap<>();
  private final Map<Placement, List<NodeView>> eligible = new HashMap<>();
  private final Buckets buckets;

  NodeRanking(World world) {
    this.world = world;
    this.nodes = List.copyOf(world.view().nodes().values());
    this.buckets = new Buckets(world);
    nodes.forEach(n -> all.put(n.name(), n.tasks()));
    world.tasks().stream()
        .filter(Task::live)
        .forEach(t -> t.whereabouts().ifPresent(n -> own.merge(n, 1, Integer::sum)));
  }

  /**
   * Where a task had best go; it counts from then on. One that belongs to a node needs no hint, but
   * a place.
   */
  Spot choose(TaskIdentity task, Revision revision) {
    int limit = world.maxReplicasPerNode();
    Optional<String> only = Optional.of(task.slot().node()).filter(node -> !node.isEmpty());
    if (only.isEmpty()) {
      return choose(revision, limit);
    }
    OptionalInt bucket = bucket(only, limit);
    bucket.ifPresent(b -> buckets.take(only, b));
    return new Spot(Optional.empty(), bucket, List.of());
  }

  /**
   * Whether a task that the scheduler finds no node for had better be made again, with another
   * bucket.
   */
  boolean waitsInVain(Task task) {
    int limit = world.maxReplicasPerNode();
    return limit > 0 && buckets.waitsInVain(task, limit, eligible(task));
  }

  /** A task that waits in vain counts no longer: it is made again. */
  void leave(Task task) {
    buckets.leave(task, world.maxReplicasPerNode(), eligible(task));
  }

  private List<NodeView> eligible(Task task) {
    return eligible(
        world.known(task.identity().revision()).map(Revision::placement).orElse(Placement.NONE));
  }

  private List<NodeView> eligible(Placement placement) {
    return eligible.computeIfAbsent(
        placement, p -> nodes.stream().filter(p::finds).filter(p::allows).toList());
  }

  private Spot choose(Revision revision, int limit) {
    Placement placement = revision.placement();
    List<NodeView> eligible = eligible(placement);
    FaultyNodes failures =
        faulty.computeIfAbsent(revision.hash(), hash -> new FaultyNodes(world, hash));
    Optional<String> hint =
        eligible.size() > MOST_NODES
            ? Optional.empty()
            : best(roomy(eligible, limit), nodes, placement.spread(), order(failures))
                .map(NodeView::name);
    OptionalInt bucket = bucket(hint, limit);
    hint.ifPresent(this::count);
    bucket.ifPresent(b -> buckets.take(hint, b));
    return new Spot(hint, bucket, failures.among(eligible));
  }

  private void count(String node) {
    own.merge(node, 1, Integer::sum);
    all.merge(node, 1, Integer::sum);
  }

  private List<NodeView> roomy(List<NodeView> eligible, int limit) {
    return eligible.stream()
        .filter(
            n ->
                limit == 0
                    || (own.getOrDefault(n.name(), 0) < limit
                        && buckets.free(n.name(), limit).isPresent()))
        .toList();
  }

  /** The lowest that is free on the node; where there is no room, the likeliest to get some. */
  private OptionalInt bucket(Optional<String> node, int limit) {
    if (limit == 0) {
      return OptionalInt.empty();
    }
    OptionalInt free = node.map(n -> buckets.free(n, limit)).orElseGet(OptionalInt::empty);
    return free.isPresent() ? free : OptionalInt.of(buckets.rarest(limit));
  }

  private Comparator<NodeView> order(FaultyNodes failures) {
    return Comparator.comparing((NodeView n) -> failures.failures(n.name()))
        .thenComparing(n -> own.getOrDefault(n.name(), 0))
        .thenComparing(n -> all.getOrDefault(n.name(), 0))
        .thenComparing(NodeView::name);
  }

  /**
   * The best node of the branch with the fewest tasks, at each level of the preferences. Tasks on
   * nodes that can take no more count for their branch, too.
   *
   * @param candidates nodes of the branch that may be chosen
   * @param branch all nodes of the branch
   * @param keys of the labels that tell the branches below apart, outermost first
   */
  private Optional<NodeView> best(
      List<NodeView> candidates,
      List<NodeView> branch,
      List<String> keys,
      Comparator<NodeView> order) {
    if (keys.isEmpty() || candidates.isEmpty()) {
      return candidates.stream().min(order);
    }
    Function<NodeView, String> value = new NodeAttribute.Label(keys.get(0))::of;
    List<String> inner = keys.subList(1, keys.size());
    Map<String, List<NodeView>> branches =
        branch.stream().collect(Collectors.groupingBy(value, Collectors.toList()));
    Map<String, List<NodeView>> usable =
        candidates.stream().collect(Collectors.groupingBy(value, Collectors.toList()));
    // between branches that are level the order of their best nodes decides
    return usable.entrySet().stream()
        .min(
            Comparator.comparing(
                    (Map.Entry<String, List<NodeView>> e) -> load(branches.get(e.getKey())))
                .thenComparing(
                    e -> best(e.getValue(), branches.get(e.getKey()), inner, order).orElseThrow(),
                    order))
        .flatMap(e -> best(e.getValue(), branches.get(e.getKey()), inner, order));
  }

  private int load(List<NodeView> branch) {
    return branch.stream().mapToInt(n -> own.getOrDefault(n.name(), 0)).sum();
  }
}
