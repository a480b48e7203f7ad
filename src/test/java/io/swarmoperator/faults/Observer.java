package io.swarmoperator.faults;

import io.swarmoperator.decide.NodeView;
import io.swarmoperator.decide.Revision;
import io.swarmoperator.decide.ServiceView;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.observe.NodeConfirmation;
import io.swarmoperator.observe.NodeFacts;
import io.swarmoperator.observe.OwnWrites;
import io.swarmoperator.observe.RecentRevisions;
import io.swarmoperator.observe.TasksInView;
import io.swarmoperator.sim.ApiObject;
import io.swarmoperator.sim.ApiObject.Kind;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts together what a decision is taken from, the tasks as {@link TasksInView} has them. What
 * {@code observe.ViewAssembler} reads of Kubernetes' objects beside them is here read of the
 * simulated ones.
 */
final class Observer implements TasksInView.LivePods<ApiObject.Pod> {

  private final Replica replica;
  private final Map<String, Unready> unready = new HashMap<>();
  private final NodeConfirmation confirmation = new NodeConfirmation(this::liveNode);

  /** Since when a node is not ready, by this process' clock. */
  private record Unready(NodeView.Health health, Instant since) {}

  Observer(Replica replica) {
    this.replica = replica;
  }

  /** A watch has shown a node. */
  void seen(Optional<ApiObject> before, Optional<ApiObject> after) {
    if (after.isPresent() && after.get() instanceof ApiObject.Node node) {
      saw(node.facts());
    } else if (before.isPresent() && before.get() instanceof ApiObject.Node node) {
      unready.remove(node.name());
    }
  }

  private void saw(NodeView facts) {
    if (facts.health() == NodeView.Health.READY) {
      unready.remove(facts.name());
    } else if (!unready.containsKey(facts.name())
        || unready.get(facts.name()).health() != facts.health()) {
      unready.put(facts.name(), new Unready(facts.health(), replica.now()));
    }
  }

  /** All revisions by hash. */
  Map<String, ApiObject.Revision> revisions() {
    Map<String, ApiObject.Revision> found = new HashMap<>();
    RecentRevisions<ApiObject.Revision> own = replica.overlay().own().revisions();
    Set<String> deleted = own.deleted();
    for (ApiObject object : replica.caches().objects(Kind.REVISION).values()) {
      if (!deleted.contains(object.name())) {
        found.put(object.name(), (ApiObject.Revision) object);
      }
    }
    own.created(replica.now()).forEach(r -> found.put(r.name(), r));
    return found;
  }

  /** As {@code observe.Revisions}: revisions that another one shares its number with. */
  static List<ApiObject.Revision> twins(Map<String, ApiObject.Revision> known, String spec) {
    Set<Long> numbers = new HashSet<>();
    return known.values().stream()
        .sorted(
            Comparator.comparing((ApiObject.Revision r) -> !r.name().equals(spec))
                .thenComparing(ApiObject.Revision::version))
        .filter(r -> !numbers.add(r.number()))
        .toList();
  }

  Seen observe(ApiObject.Service service) {
    Map<String, ApiObject.Revision> stored = revisions();
    stored.values().removeAll(twins(stored, service.declared().content().hash()));
    OwnWrites.Overlay<ApiObject.Pod, ApiObject.Revision> overlay =
        replica.overlay().own().snapshot();
    TasksInView<ApiObject.Pod> inView =
        new TasksInView<>(SimulatedPods.KIND, this, replica.overlay().own(), replica.clock());
    Map<String, ApiObject.Pod> pods = inView.pods(pods(), overlay);
    Map<String, TaskRecord> records = inView.records(records(), overlay);
    Map<Long, Revision> revisions = new HashMap<>();
    for (ApiObject.Revision revision : stored.values()) {
      revisions.put(revision.number(), revision(revision));
    }
    ServiceView view =
        new ServiceView(
            service.declared().spec(),
            revision(stored.get(service.declared().content().hash())),
            service.memory(),
            revisions,
            inView.tasks(pods, records, overlay),
            Map.of(),
            service.request(),
            replica.failures().of(service.declared().spec().uid()));
    return new Seen(
        service,
        view.with(nodes(view)),
        stored,
        replica.api().cluster().now(),
        replica.caches().knownUntil());
  }

  private static Revision revision(ApiObject.Revision stored) {
    return stored.content().numbered(stored.number());
  }

  private List<ApiObject.Pod> pods() {
    return replica.caches().objects(Kind.POD).values().stream()
        .map(object -> (ApiObject.Pod) object)
        .toList();
  }

  private List<TasksInView.CachedRecord> records() {
    return replica.caches().objects(Kind.RECORD).values().stream()
        .map(object -> (ApiObject.StoredTask) object)
        .map(
            stored ->
                new TasksInView.CachedRecord(
                    stored.name(),
                    String.valueOf(stored.version()),
                    true,
                    () -> Optional.of(stored.task())))
        .toList();
  }

  @Override
  public Optional<ApiObject.Pod> find(String name) {
    return replica.api().pod(name);
  }

  @Override
  public void neverSeen(ApiObject.Pod pod) {
    // the load is counted from what the watch shows
  }

  /** When a pod is to be asked for that no watch has shown. */
  Optional<Instant> nextUnseen() {
    return TasksInView.nextUnseen(replica.overlay().own());
  }

  /** As {@code observe.NodeViews}: the API server is asked for a node that a task would leave. */
  private Map<String, NodeView> nodes(ServiceView view) {
    Map<String, NodeView> cached = new HashMap<>();
    for (ApiObject object : replica.caches().objects(Kind.NODE).values()) {
      cached.put(object.name(), view(((ApiObject.Node) object).facts()));
    }
    return confirmation.confirmed(view, cached, replica.now());
  }

  private Optional<NodeView> liveNode(String name) {
    Optional<ApiObject.Node> watched =
        Optional.ofNullable((ApiObject.Node) replica.caches().objects(Kind.NODE).get(name));
    Optional<NodeView> node =
        replica.nodes().node(replica.api(), watched, name).map(ApiObject.Node::facts);
    node.ifPresent(this::saw);
    return node.map(this::view);
  }

  private NodeView view(NodeView facts) {
    return new NodeView(
        facts.name(),
        facts.availability(),
        facts.health(),
        Optional.of(facts).filter(f -> f.health() != NodeView.Health.READY).map(this::downAt),
        tasksOn(facts.name()),
        facts.labels(),
        facts.taints());
  }

  private Instant downAt(NodeView facts) {
    Unready state =
        unready.computeIfAbsent(facts.name(), n -> new Unready(facts.health(), replica.now()));
    return state.health() == NodeView.Health.UNKNOWN
        ? state.since()
        : state.since().plus(NodeFacts.GRACE);
  }

  /** The load that the pods' watch shows. */
  private int tasksOn(String node) {
    return (int)
        replica.caches().objects(Kind.POD).values().stream()
            .map(object -> (ApiObject.Pod) object)
            .filter(
                p -> p.facts().nodeName().equals(node) && !p.finished() && !p.facts().deleting())
            .count();
  }
}
