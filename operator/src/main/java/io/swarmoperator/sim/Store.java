package io.swarmoperator.sim;

import io.swarmoperator.decide.Memory;
import io.swarmoperator.decide.NodeView;
import io.swarmoperator.decide.ObservedTask;
import io.swarmoperator.decide.Request;
import io.swarmoperator.decide.Revision;
import io.swarmoperator.decide.ServiceStatus;
import io.swarmoperator.decide.ServiceView;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.decide.TaskRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** All objects of the cluster. Whoever changes one says so with {@link #changed}. */
final class Store {
  private final List<ClusterListener> listeners = new ArrayList<>();
  private final NavigableMap<Long, Content> contents = new TreeMap<>();
  private final NavigableMap<String, TaskRecord> records = new TreeMap<>();
  private final NavigableMap<String, SimulatedPod> pods = new TreeMap<>();
  private final NavigableMap<String, SimulatedPod> gonePods = new TreeMap<>();
  private final NavigableMap<String, SimulatedNode> nodes = new TreeMap<>();
  private final Map<String, Long> numbers = new HashMap<>();
  private Declared declared;
  private Memory memory = Memory.NONE;
  private Optional<ServiceStatus> status = Optional.empty();
  private Optional<Request> request = Optional.empty();
  private long highestRevision;

  Store(Declared declared) {
    declare(declared);
  }

  void listen(ClusterListener listener) {
    listeners.add(listener);
  }

  List<ClusterListener> listeners() {
    return listeners;
  }

  void changed(Change change) {
    listeners.forEach(listener -> listener.changed(change));
  }

  // the service

  void declare(Declared wanted) {
    declared = wanted;
    if (!contents.containsValue(wanted.content())) {
      highestRevision++;
      contents.put(highestRevision, wanted.content());
      numbers.put(wanted.content().hash(), highestRevision);
    }
    changed(Change.SERVICE);
  }

  Declared declared() {
    return declared;
  }

  Memory memory() {
    return memory;
  }

  Optional<ServiceStatus> status() {
    return status;
  }

  void saveStatus(Memory newMemory, ServiceStatus newStatus) {
    Memory before = memory;
    boolean sameStatus = status.filter(newStatus::equals).isPresent();
    memory = newMemory;
    status = Optional.of(newStatus);
    if (!before.equals(newMemory)) {
      listeners.forEach(listener -> listener.memorySaved(before, newMemory));
    }
    if (!sameStatus) {
      listeners.forEach(listener -> listener.statusSaved(newStatus));
    }
    if (!before.equals(newMemory) || !sameStatus) {
      changed(Change.OWN_WRITE);
    }
  }

  Optional<Request> request() {
    return request;
  }

  void saveRequest(Optional<Request> newRequest) {
    if (!request.equals(newRequest)) {
      request = newRequest;
      changed(Change.SERVICE);
    }
  }

  // revisions

  /** The number of a revision ever seen, also of one that was deleted since; 0 for none. */
  long revisionNumber(String hash) {
    return numbers.getOrDefault(hash, 0L);
  }

  long newestRevision() {
    return contents.lastKey();
  }

  Content content(long revision) {
    return contents.get(revision);
  }

  void deleteRevision(long revision) {
    if (contents.remove(revision) != null) {
      changed(Change.DELETION);
    }
  }

  // records

  NavigableMap<String, TaskRecord> records() {
    return records;
  }

  void saveRecord(TaskRecord record) {
    Optional<TaskRecord> before =
        Optional.ofNullable(records.put(record.identity().name(), record));
    if (before.filter(record::equals).isEmpty()) {
      listeners.forEach(listener -> listener.recordSaved(before, record));
      changed(Change.OWN_WRITE);
    }
  }

  void deleteRecord(String name) {
    TaskRecord before = records.remove(name);
    gonePods.remove(name);
    if (before != null) {
      listeners.forEach(listener -> listener.recordDeleted(before));
      changed(Change.DELETION);
    }
  }

  // pods

  NavigableMap<String, SimulatedPod> pods() {
    return pods;
  }

  void addPod(SimulatedPod pod) {
    pods.put(pod.name(), pod);
    changed(Change.POD);
  }

  /**
   * The last facts of a pod stay visible beside its record until that says that the task has ended.
   */
  void removePod(SimulatedPod pod) {
    if (pods.remove(pod.name(), pod)) {
      pod.gone = true;
      gonePods.put(pod.name(), pod);
      changed(Change.POD);
    }
  }

  /** An operator that starts has not seen what went while there was none. */
  void forgetGonePods() {
    gonePods.clear();
  }

  // nodes

  NavigableMap<String, SimulatedNode> nodes() {
    return nodes;
  }

  /** Tasks that aren't over, by the node that they are on; a node without any isn't in it. */
  Map<String, Integer> tasksByNode() {
    Map<String, Integer> counts = new HashMap<>();
    for (SimulatedPod pod : pods.values()) {
      if (!pod.finished()) {
        counts.merge(pod.nodeName, 1, Integer::sum);
      }
    }
    return counts;
  }

  /** The service and all around it, as things are at present. */
  ServiceView view() {
    Map<Long, Revision> revisions = new TreeMap<>();
    contents.forEach((number, content) -> revisions.put(number, content.numbered(number)));
    Map<String, NodeView> nodeViews = new TreeMap<>();
    Map<String, Integer> tasks = tasksByNode();
    nodes.forEach((name, node) -> nodeViews.put(name, node.view(tasks.getOrDefault(name, 0))));
    return new ServiceView(
        declared.spec(),
        revisions.get(currentNumber()),
        memory,
        revisions,
        tasks(),
        nodeViews,
        request);
  }

  private long currentNumber() {
    return contents.entrySet().stream()
        .filter(entry -> entry.getValue().equals(declared.content()))
        .mapToLong(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the operator deleted the revision of what the spec says"));
  }

  private List<ObservedTask> tasks() {
    NavigableSet<String> names = new TreeSet<>(records.keySet());
    names.addAll(pods.keySet());
    return names.stream().map(this::task).toList();
  }

  private ObservedTask task(String name) {
    Optional<TaskRecord> record = Optional.ofNullable(records.get(name));
    Optional<SimulatedPod> pod = Optional.ofNullable(pods.getOrDefault(name, gonePods.get(name)));
    TaskIdentity identity =
        record
            .map(TaskRecord::identity)
            .or(() -> pod.map(present -> present.identity))
            .orElseThrow();
    return new ObservedTask(identity, record, pod.map(present -> present.view(nodeReady(present))));
  }

  private boolean nodeReady(SimulatedPod pod) {
    SimulatedNode node = nodes.get(pod.nodeName);
    return node != null && node.health == NodeView.Health.READY;
  }
}
