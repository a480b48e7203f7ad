package io.swarmoperator.faults;

import io.swarmoperator.decide.DesiredState;
import io.swarmoperator.decide.NodeView;
import io.swarmoperator.decide.ObservedTask;
import io.swarmoperator.decide.Revision;
import io.swarmoperator.decide.ServiceView;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.observe.NodeConfirmation;
import io.swarmoperator.sim.ApiObject;
import io.swarmoperator.sim.ApiObject.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Puts together what a decision is taken from, caches with the overlay on them: {@code
 * observe.ViewAssembler}.
 */
final class Observer {
  private static final Duration LONG_UNSEEN = Duration.ofSeconds(10);
  private static final Duration NOT_READY_GRACE = Duration.ofSeconds(15);

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
    Set<String> deleted = replica.overlay().revisions().deleted();
    for (ApiObject object : replica.caches().objects(Kind.REVISION).values()) {
      if (!deleted.contains(object.name())) {
        found.put(object.name(), (ApiObject.Revision) object);
      }
    }
    replica.overlay().revisions().created(replica.now()).forEach(r -> found.put(r.name(), r));
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
    Map<String, ApiObject.Pod> pods = pods();
    Map<String, TaskRecord> records = records();
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
            tasks(pods, records),
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

  private Map<String, ApiObject.Pod> pods() {
    Map<String, ApiObject.Pod> pods = new HashMap<>();
    replica
        .caches()
        .objects(Kind.POD)
        .forEach((name, object) -> pods.put(name, (ApiObject.Pod) object));
    replica
        .overlay()
        .pods()
        .forEach(
            (name, created) -> {
              if (pods.containsKey(name)) {
                replica.overlay().podSeen(pods.get(name));
              } else {
                unseen(created).ifPresent(pod -> pods.put(name, pod));
              }
            });
    return pods;
  }

  private Optional<ApiObject.Pod> unseen(Overlay.CreatedPod created) {
    if (replica.now().isBefore(created.at().plus(LONG_UNSEEN))) {
      return Optional.of(created.pod());
    }
    Optional<ApiObject.Pod> live = live(created.pod().name());
    if (live.isEmpty()) {
      replica.overlay().podGone(created.pod());
    }
    return live;
  }

  /** When a pod is to be asked for that no watch has shown. */
  Optional<Instant> nextUnseen() {
    return replica.overlay().pods().values().stream()
        .map(created -> created.at().plus(LONG_UNSEEN))
        .min(Comparator.naturalOrder());
  }

  private Optional<ApiObject.Pod> live(String name) {
    Optional<ApiObject.Pod> pod = replica.api().pod(name);
    pod.ifPresent(replica.overlay()::podCreated);
    return pod;
  }

  private Map<String, TaskRecord> records() {
    Map<String, Overlay.KnownRecord> overlaid = replica.overlay().records();
    Map<String, TaskRecord> records = new HashMap<>();
    overlaid.forEach((name, known) -> records.put(name, known.task()));
    replica
        .caches()
        .objects(Kind.RECORD)
        .forEach(
            (name, object) -> {
              ApiObject.StoredTask cached = (ApiObject.StoredTask) object;
              Overlay.KnownRecord known = overlaid.get(name);
              boolean counts = known == null || !known.newerThan(cached);
              if (counts) {
                replica.overlay().recordSeen(cached);
              }
              if (counts && !replica.overlay().isRecordDeleted(name)) {
                records.put(name, cached.task());
              }
            });
    return records;
  }

  private List<ObservedTask> tasks(
      Map<String, ApiObject.Pod> pods, Map<String, TaskRecord> records) {
    Map<String, ApiObject.Pod> gone = replica.overlay().gonePods();
    Set<String> names = new TreeSet<>(pods.keySet());
    names.addAll(records.keySet());
    List<ObservedTask> tasks = new ArrayList<>();
    for (String name : names) {
      Optional<TaskRecord> record = Optional.ofNullable(records.get(name));
      Optional<ApiObject.Pod> pod =
          Optional.ofNullable(pods.get(name))
              .or(() -> record.flatMap(r -> confirmed(r, gone)))
              .map(this::asTold);
      Optional<ApiObject.Pod> last =
          pod.or(
              () ->
                  record
                      .filter(r -> !r.state().ended())
                      .flatMap(r -> Optional.ofNullable(gone.get(name)))
                      .map(ApiObject.Pod::gone));
      TaskIdentity identity =
          record.map(TaskRecord::identity).orElseGet(() -> pod.orElseThrow().identity());
      tasks.add(new ObservedTask(identity, record, last.map(ApiObject.Pod::facts)));
    }
    gone.keySet().stream()
        .filter(name -> records.get(name) == null || endStored(records.get(name)))
        .forEach(replica.overlay()::forgetGonePod);
    return tasks;
  }

  private boolean endStored(TaskRecord record) {
    Overlay.KnownRecord known = replica.overlay().records().get(record.identity().name());
    return record.state().ended() && (known == null || !known.pending());
  }

  private ApiObject.Pod asTold(ApiObject.Pod pod) {
    return replica.overlay().isPodDeleted(pod.facts().uid()) ? pod.deleting() : pod;
  }

  /** Before a task is taken for dead the API server is asked for its pod, once. */
  private Optional<ApiObject.Pod> confirmed(TaskRecord record, Map<String, ApiObject.Pod> gone) {
    String name = record.identity().name();
    boolean unseen =
        record.desired() != DesiredState.READY
            && !record.desired().stops()
            && !gone.containsKey(name);
    boolean doubtful = replica.overlay().isDoubtful(name);
    if (record.state().ended() || !(unseen || doubtful)) {
      return Optional.empty();
    }
    Optional<ApiObject.Pod> live = live(name);
    if (doubtful && live.isEmpty()) {
      replica.overlay().podSurelyGone(name);
    }
    return live;
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
        facts.labels());
  }

  private Instant downAt(NodeView facts) {
    Unready state =
        unready.computeIfAbsent(facts.name(), n -> new Unready(facts.health(), replica.now()));
    return state.health() == NodeView.Health.UNKNOWN
        ? state.since()
        : state.since().plus(NOT_READY_GRACE);
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
