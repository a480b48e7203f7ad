package io.swarmoperator.faults;

import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.observe.RecentRevisions;
import io.swarmoperator.observe.RecordsUnderWay;
import io.swarmoperator.render.TaskMapping;
import io.swarmoperator.sim.ApiObject;
import io.swarmoperator.sim.OpenCluster;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a process wrote and its watches have not shown yet: {@code observe.RecentWrites}, with the
 * same names and the same promises. It knows only a service that the process has reconciled.
 */
public class Overlay implements RecordsUnderWay {
  private final OpenCluster cluster;
  private final Map<String, CreatedPod> pods = new HashMap<>();
  private final Map<String, ApiObject.Pod> gonePods = new HashMap<>();
  private final Set<String> doubtfulPods = new HashSet<>();
  private final Set<String> deletedPods = new HashSet<>();
  private final Map<String, KnownRecord> records = new HashMap<>();
  private final Set<String> deletedRecords = new HashSet<>();
  private final RecentRevisions<ApiObject.Revision> revisions = new RecentRevisions<>();
  private Optional<ApiObject.Service> written = Optional.empty();
  private boolean used;

  /** A pod that no watch shows yet. */
  record CreatedPod(ApiObject.Pod pod, Instant at) {}

  /** A record as the process knows it. */
  record KnownRecord(TaskRecord task, Optional<Long> version, boolean pending) {
    boolean newerThan(ApiObject.StoredTask cached) {
      return pending || version.filter(v -> v > cached.version()).isPresent();
    }
  }

  Overlay(OpenCluster cluster) {
    this.cluster = cluster;
  }

  /** The service is reconciled: from now on what the watches show of it matters. */
  void use() {
    used = true;
  }

  Map<String, CreatedPod> pods() {
    return Map.copyOf(pods);
  }

  Map<String, ApiObject.Pod> gonePods() {
    return Map.copyOf(gonePods);
  }

  boolean isDoubtful(String pod) {
    return doubtfulPods.contains(pod);
  }

  boolean isPodDeleted(String uid) {
    return deletedPods.contains(uid);
  }

  Map<String, KnownRecord> records() {
    return Map.copyOf(records);
  }

  boolean isRecordDeleted(String name) {
    return deletedRecords.contains(name);
  }

  RecentRevisions<ApiObject.Revision> revisions() {
    return revisions;
  }

  void podCreated(ApiObject.Pod pod) {
    pods.put(pod.name(), new CreatedPod(pod, cluster.now()));
    dropGone(pod.name());
  }

  void podDeleting(String uid) {
    deletedPods.add(uid);
  }

  void podNotDeleted(String uid) {
    deletedPods.remove(uid);
  }

  void podSurelyGone(String name) {
    doubtfulPods.remove(name);
  }

  void forgetGonePod(String name) {
    dropGone(name);
  }

  private void dropGone(String name) {
    gonePods.remove(name);
    doubtfulPods.remove(name);
  }

  void podSeen(ApiObject.Pod pod) {
    pods.remove(pod.name());
    if (pod.facts().deleting()) {
      deletedPods.remove(pod.facts().uid());
    }
  }

  void podGone(ApiObject.Pod pod) {
    pods.remove(pod.name());
    boolean byUs = deletedPods.remove(pod.facts().uid());
    gonePods.put(pod.name(), pod);
    if (!byUs && !pod.facts().deleting()) {
      doubtfulPods.add(pod.name());
    }
  }

  @Override
  public void recordPending(String service, TaskRecord task) {
    String name = task.identity().name();
    KnownRecord known = records.get(name);
    records.put(
        name, new KnownRecord(task, known == null ? Optional.empty() : known.version(), true));
    deletedRecords.remove(name);
  }

  @Override
  public void recordWritten(String service, TaskRecord task, SwarmTask stored) {
    String name = task.identity().name();
    KnownRecord known = records.get(name);
    boolean superseded = known != null && known.pending() && !known.task().equals(task);
    records.put(
        name,
        new KnownRecord(
            superseded ? known.task() : TaskMapping.fromApi(stored).orElseThrow(),
            Optional.of(version(stored)),
            superseded));
  }

  @Override
  public void recordNotWritten(String service, TaskRecord task) {
    records.computeIfPresent(
        task.identity().name(),
        (name, known) -> known.pending() && known.task().equals(task) ? null : known);
  }

  @Override
  public Optional<String> recordVersion(String service, String name, Optional<SwarmTask> cached) {
    Optional<Long> stored = Optional.ofNullable(records.get(name)).flatMap(KnownRecord::version);
    Optional<Long> seen = cached.map(Overlay::version);
    Optional<Long> newest =
        stored.isPresent() && seen.isPresent() && seen.get() > stored.get()
            ? seen
            : stored.or(() -> seen);
    return newest.map(String::valueOf);
  }

  private static long version(SwarmTask stored) {
    return Long.parseLong(stored.getMetadata().getResourceVersion());
  }

  @Override
  public void recordDeleting(String service, String name) {
    records.remove(name);
    deletedRecords.add(name);
    dropGone(name);
  }

  @Override
  public void recordNotDeleted(String service, String name) {
    deletedRecords.remove(name);
  }

  void recordSeen(ApiObject.StoredTask record) {
    KnownRecord known = records.get(record.name());
    if (known != null && !known.newerThan(record)) {
      records.remove(record.name());
    }
  }

  void recordGone(ApiObject.StoredTask record) {
    recordSeen(record);
    deletedRecords.remove(record.name());
  }

  void revisionCreated(ApiObject.Revision revision) {
    revisions.create(revision.name(), revision, cluster.now());
  }

  void revisionDeleting(String hash) {
    revisions.delete(hash);
  }

  /** One that was not deleted, or not there, counts again. */
  void revisionDeleted(String hash, Reply<ApiObject.Revision> reply) {
    if (!reply.is(Reply.Kind.DONE)) {
      revisions.notDeleted(hash);
    }
  }

  void serviceStored(ApiObject.Service service) {
    if (written.filter(known -> known.version() > service.version()).isEmpty()) {
      written = Optional.of(service);
    }
  }

  /** The newest version of the service that the process knows. */
  ApiObject.Service newest(ApiObject.Service cached) {
    return written.filter(known -> known.version() > cached.version()).orElse(cached);
  }

  /** A watch has shown something. */
  void seen(Optional<ApiObject> before, Optional<ApiObject> after) {
    if (!used) {
      return;
    }
    ApiObject object = after.or(() -> before).orElseThrow();
    boolean there = after.isPresent();
    if (object instanceof ApiObject.Pod pod) {
      if (there) {
        podSeen(pod);
      } else {
        podGone(pod);
      }
    } else if (object instanceof ApiObject.StoredTask record) {
      if (there) {
        recordSeen(record);
      } else {
        recordGone(record);
      }
    } else if (object instanceof ApiObject.Revision revision) {
      if (there) {
        revisions.seen(revision.name());
      } else {
        revisions.gone(revision.name());
      }
    }
  }
}
