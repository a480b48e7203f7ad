package io.swarmoperator.decide;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
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
   *
   * @param tried under max replicas per node: places for which the task has waited in vain
   */
  Spot choose(SlotId slot, Revision revision, Set<Integer> tried) {
    int limit = world.maxReplicasPerNode();
    if (slot.node().isEmpty()) {
      return choose(revision, limit, tried);
    }
    Optional<String> only = Optional.of(slot.node());
    OptionalInt bucket = bucket(only, limit);
    bucket.ifPresent(b -> buckets.take(only, b));
    return new Spot(Optional.empty(), bucket, List.of());
  }

  /**
   * Whether a task that has waited in vain for some places had better be made again for another
   * one, for which it counts from then on.
   */
  boolean exchange(Task task, Set<Integer> tried) {
    int limit = world.maxReplicasPerNode();
    List<NodeView> left = buckets.untried(tried, limit, eligible(task));
    OptionalInt other = buckets.spare(limit, left);
    other.ifPresent(b -> buckets.exchange(task.pod().orElseThrow().bucket().getAsInt(), b));
    return other.isPresent();
  }

  private List<NodeView> eligible(Task task) {
    String only = task.slot().node();
    return eligible(
            world.known(task.identity().revision()).map(Revision::placement).orElse(Placement.NONE))
        .stream()
        .filter(n -> only.isEmpty() || n.name().equals(only))
        .toList();
  }

  private List<NodeView> eligible(Placement placement) {
    return eligible.computeIfAbsent(
        placement, p -> nodes.stream().filter(p::finds).filter(p::allows).toList());
  }

  private Spot choose(Revision revision, int limit, Set<Integer> tried) {
    Placement placement = revision.placement();
    List<NodeView> eligible = eligible(placement);
    List<NodeView> untried = tried.isEmpty() ? List.of() : buckets.untried(tried, limit, eligible);
    List<NodeView> roomy = roomy(untried.isEmpty() ? eligible : untried, limit);
    FaultyNodes failures =
        faulty.computeIfAbsent(revision.hash(), hash -> new FaultyNodes(world, hash));
    Optional<String> hint =
        eligible.size() > MOST_NODES
            ? Optional.empty()
            : best(roomy, nodes, placement.spread(), order(failures)).map(NodeView::name);
    OptionalInt spare = hint.isEmpty() ? buckets.spare(limit, untried) : OptionalInt.empty();
    OptionalInt bucket = spare.isPresent() ? spare : bucket(hint, limit);
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
