package io.swarmoperator.sim;

import io.swarmoperator.decide.NodeView;
import io.swarmoperator.decide.PodView;
import io.swarmoperator.decide.TaskRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The cluster as a list of objects with versions, and each change of them as one event of their
 * kind: what an API server lets be watched.
 */
public final class Feed implements ClusterListener {
  private final Store store;
  private final List<Watcher> watchers = new ArrayList<>();
  private final SortedMap<String, ApiObject.Node> nodes = new TreeMap<>();
  private final SortedMap<String, ApiObject.Revision> revisions = new TreeMap<>();
  private final SortedMap<String, ApiObject.StoredTask> records = new TreeMap<>();
  private final SortedMap<String, Seen> pods = new TreeMap<>();
  private ApiObject.Service service;
  private long version;

  /** Is told of each change, as it happens. */
  @FunctionalInterface
  public interface Watcher {
    /**
     * Something changed.
     *
     * @param before empty when it is new
     * @param after empty when it is gone; {@code before} is then what it was last
     */
    void changed(Optional<ApiObject> before, Optional<ApiObject> after);
  }

  /** The pod itself is needed for its last facts: it leaves the store with them. */
  private record Seen(SimulatedPod pod, ApiObject.Pod object) {}

  Feed(Store store) {
    this.store = store;
    this.service = read(1, 1);
    compareAll();
  }

  /** Has somebody told of each change. */
  public void watch(Watcher watcher) {
    watchers.add(watcher);
  }

  /** The version of the latest change. */
  public long version() {
    return version;
  }

  /** The service. */
  public ApiObject.Service service() {
    return service;
  }

  /** A pod by name. */
  public Optional<ApiObject.Pod> pod(String name) {
    return Optional.ofNullable(pods.get(name)).map(Seen::object);
  }

  /** All pods. */
  public List<ApiObject.Pod> pods() {
    return pods.values().stream().map(Seen::object).toList();
  }

  /** Nodes by name. */
  public SortedMap<String, ApiObject.Node> nodes() {
    return nodes;
  }

  /** Records by name. */
  public SortedMap<String, ApiObject.StoredTask> records() {
    return records;
  }

  /** Revisions by hash. */
  public SortedMap<String, ApiObject.Revision> revisions() {
    return revisions;
  }

  /** All objects of a kind. */
  public List<? extends ApiObject> list(ApiObject.Kind kind) {
    return switch (kind) {
      case NODE -> List.copyOf(nodes.values());
      case REVISION -> List.copyOf(revisions.values());
      case RECORD -> List.copyOf(records.values());
      case POD -> pods();
      case SERVICE -> List.of(service);
    };
  }

  /** Stores a revision. */
  public ApiObject.Revision addRevision(long number, Content content) {
    ApiObject.Revision revision = new ApiObject.Revision(++version, number, content);
    revisions.put(revision.name(), revision);
    tell(Optional.empty(), Optional.of(revision));
    return revision;
  }

  /** Removes a revision. */
  public boolean removeRevision(String hash) {
    Optional<ApiObject> removed = Optional.ofNullable(revisions.remove(hash));
    if (removed.isPresent()) {
      version++;
      tell(removed, Optional.empty());
    }
    return removed.isPresent();
  }

  @Override
  public void changed(Change change) {
    switch (change) {
      case NODE -> {
        compareNodes();
        comparePods(); // those on it may be ready no more
      }
      case POD -> comparePods();
      case SERVICE, DELETION, OWN_WRITE -> compareService();
    }
  }

  private void compareAll() {
    compareService();
    compareNodes();
    comparePods();
  }

  @Override
  public void recordSaved(Optional<TaskRecord> before, TaskRecord after) {
    ApiObject.StoredTask saved = new ApiObject.StoredTask(++version, after);
    tell(Optional.ofNullable(records.put(saved.name(), saved)), Optional.of(saved));
  }

  @Override
  public void recordDeleted(TaskRecord before) {
    version++;
    tell(Optional.of(records.remove(before.identity().name())), Optional.empty());
  }

  private void compareService() {
    boolean specChanged = !store.declared().equals(service.declared());
    boolean same =
        !specChanged
            && store.request().equals(service.request())
            && store.memory().equals(service.memory())
            && store.status().equals(service.status());
    if (!same) {
      ApiObject.Service before = service;
      service = read(++version, service.generation() + (specChanged ? 1 : 0));
      tell(Optional.of(before), Optional.of(service));
    }
  }

  private ApiObject.Service read(long newVersion, long generation) {
    return new ApiObject.Service(
        newVersion, generation, store.declared(), store.request(), store.memory(), store.status());
  }

  private void compareNodes() {
    for (SimulatedNode node : store.nodes().values()) {
      NodeView facts = node.view(0);
      ApiObject.Node known = nodes.get(node.name);
      if (known == null || !known.facts().equals(facts)) {
        ApiObject.Node after = new ApiObject.Node(++version, facts);
        nodes.put(node.name, after);
        tell(Optional.ofNullable(known), Optional.of(after));
      }
    }
    if (nodes.size() > store.nodes().size()) {
      for (String name : List.copyOf(nodes.keySet())) {
        if (!store.nodes().containsKey(name)) {
          version++;
          tell(Optional.of(nodes.remove(name)), Optional.empty());
        }
      }
    }
  }

  private void comparePods() {
    for (Seen seen : List.copyOf(pods.values())) {
      if (store.pods().get(seen.object().name()) != seen.pod()) {
        version++;
        pods.remove(seen.object().name());
        ApiObject.Pod last = object(version, seen.pod());
        tell(Optional.of(last), Optional.empty());
      }
    }
    for (SimulatedPod pod : List.copyOf(store.pods().values())) {
      Seen known = pods.get(pod.name());
      if (known != null && over(known)) {
        continue;
      }
      ApiObject.Pod now = object(version + 1, pod);
      if (known == null || !known.object().facts().equals(now.facts())) {
        version++;
        pods.put(pod.name(), new Seen(pod, now));
        tell(Optional.ofNullable(known).map(Seen::object), Optional.of(now));
      }
    }
  }

  /** What has ended stays as it is until it goes, its label aside. */
  private static boolean over(Seen known) {
    PodView facts = known.object().facts();
    return known.object().finished()
        && facts.bucket().equals(known.pod().bucket)
        && facts.disrupted() == known.pod().disrupted
        && facts.deleting() == known.pod().deleting;
  }

  private ApiObject.Pod object(long newVersion, SimulatedPod pod) {
    SimulatedNode node = store.nodes().get(pod.nodeName);
    PodView facts = pod.view(node != null && node.health == NodeView.Health.READY);
    return new ApiObject.Pod(
        newVersion,
        pod.identity,
        facts.gone() ? ApiObject.Pod.copy(facts, pod.deleting, false) : facts);
  }

  private void tell(Optional<? extends ApiObject> before, Optional<? extends ApiObject> after) {
    Optional<ApiObject> was = before.map(o -> o);
    Optional<ApiObject> is = after.map(o -> o);
    watchers.forEach(watcher -> watcher.changed(was, is));
  }
}
