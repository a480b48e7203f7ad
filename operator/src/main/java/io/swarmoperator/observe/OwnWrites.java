package io.swarmoperator.observe;

import io.swarmoperator.decide.TaskRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What this process wrote about one service and no watch has shown yet: an entry goes when its
 * watch shows the write.
 *
 * @param <P> the objects that pods are
 * @param <R> the objects that revisions are
 */
public final class OwnWrites<P, R> implements PodsUnderWay<P> {
  private final PodKind<P> kind;
  private final Clock clock;
  private final Map<String, CreatedPod<P>> pods = new HashMap<>();
  private final Map<String, P> gonePods = new HashMap<>();
  private final Set<String> doubtfulPods = new HashSet<>();
  private final Set<String> deletedPods = new HashSet<>();
  private final Map<String, KnownRecord> records = new HashMap<>();
  private final Set<String> deletedRecords = new HashSet<>();
  private final Set<String> lostRecords = new HashSet<>();
  private final RecentRevisions<R> revisions = new RecentRevisions<>();

  /**
   * Nothing was written yet.
   *
   * @param kind reads pods
   * @param clock the operator's
   */
  public OwnWrites(PodKind<P> kind, Clock clock) {
    this.kind = kind;
    this.clock = clock;
  }

  /**
   * The writes that no watch shows yet, as of one instant.
   *
   * @param pods created, by name
   * @param gonePods as last seen, by name; they exist no longer
   * @param doubtfulPods names of gone pods that no one was seen to delete: they may only have left
   *     the watch, by a label that was taken away
   * @param deletedPods uids whose deletion was requested
   * @param records as last known, by name; newer than the cache's
   * @param deletedRecords names of records that were deleted
   * @param revisions created
   * @param deletedRevisions names of revisions that were deleted
   */
  public record Overlay<P, R>(
      Map<String, CreatedPod<P>> pods,
      Map<String, P> gonePods,
      Set<String> doubtfulPods,
      Set<String> deletedPods,
      Map<String, KnownRecord> records,
      Set<String> deletedRecords,
      Collection<R> revisions,
      Set<String> deletedRevisions) {}

  /**
   * A pod that no cache shows yet.
   *
   * @param pod as the API server answered
   * @param at when
   */
  public record CreatedPod<P>(P pod, Instant at) {}

  /**
   * A record as this process knows it.
   *
   * @param task its content
   * @param version the resource version it was last stored as, by what this process wrote
   * @param pending whether the content is still to be written
   */
  public record KnownRecord(TaskRecord task, Optional<String> version, boolean pending) {
    /** Whether a cache that shows some version of it shows an old one. */
    boolean newerThan(String cached) {
      return pending || version.filter(v -> ResourceVersions.newer(v, cached)).isPresent();
    }
  }

  /** As of now. */
  public synchronized Overlay<P, R> snapshot() {
    return new Overlay<>(
        Map.copyOf(pods),
        Map.copyOf(gonePods),
        Set.copyOf(doubtfulPods),
        Set.copyOf(deletedPods),
        Map.copyOf(records),
        Set.copyOf(deletedRecords),
        revisions.created(clock.instant()),
        revisions.deleted());
  }

  /** The revisions. */
  public RecentRevisions<R> revisions() {
    return revisions;
  }

  @Override
  public synchronized void podCreated(P pod) {
    pods.put(kind.name(pod), new CreatedPod<>(pod, clock.instant()));
    dropGone(kind.name(pod));
  }

  @Override
  public synchronized void podDeleting(String uid) {
    deletedPods.add(uid);
  }

  @Override
  public synchronized void podNotDeleted(String uid) {
    deletedPods.remove(uid);
  }

  /** The watch shows a pod. */
  public synchronized void podSeen(P pod) {
    pods.remove(kind.name(pod));
    if (kind.deleting(pod)) {
      deletedPods.remove(kind.uid(pod));
    }
  }

  /** A pod is gone; what was last seen of it is kept until its record has ended too. */
  public synchronized void podGone(P pod) {
    pods.remove(kind.name(pod));
    boolean byUs = deletedPods.remove(kind.uid(pod));
    gonePods.put(kind.name(pod), pod);
    if (!byUs && !kind.deleting(pod)) {
      doubtfulPods.add(kind.name(pod));
    }
  }

  /** The API server has no such pod. */
  synchronized void podSurelyGone(String name) {
    doubtfulPods.remove(name);
  }

  /** What was last seen of a pod is needed no more. */
  synchronized void forgetGonePod(String name) {
    dropGone(name);
  }

  private void dropGone(String name) {
    gonePods.remove(name);
    doubtfulPods.remove(name);
  }

  /** A record is to be written; from now on it counts. */
  public synchronized void recordPending(TaskRecord task) {
    String name = task.identity().name();
    KnownRecord known = records.get(name);
    records.put(
        name, new KnownRecord(task, known == null ? Optional.empty() : known.version(), true));
    deletedRecords.remove(name);
  }

  /**
   * A record was stored; one that has come up meanwhile stays pending.
   *
   * @param task as it was to be stored
   * @param stored as it stands there
   * @param version its resource version
   */
  public synchronized void recordWritten(TaskRecord task, TaskRecord stored, String version) {
    String name = task.identity().name();
    KnownRecord known = records.get(name);
    boolean superseded = known != null && known.pending() && !known.task().equals(task);
    lostRecords.remove(name);
    records.put(
        name,
        new KnownRecord(superseded ? known.task() : stored, Optional.of(version), superseded));
  }

  /** A record could not be written and will not be; what is stored counts again. */
  public synchronized void recordNotWritten(TaskRecord task) {
    records.computeIfPresent(
        task.identity().name(),
        (name, known) -> known.pending() && known.task().equals(task) ? null : known);
  }

  /**
   * The newest version of a record: the one that this process stored, or the cache's.
   *
   * @param seen the cache's
   */
  public synchronized Optional<String> recordVersion(String name, Optional<String> seen) {
    KnownRecord known = records.get(name);
    Optional<String> stored = known == null ? Optional.empty() : known.version();
    return stored.isPresent()
            && seen.isPresent()
            && ResourceVersions.newer(seen.get(), stored.get())
        ? seen
        : stored.or(() -> seen);
  }

  /** A record is about to be deleted. */
  public synchronized void recordDeleting(String name) {
    records.remove(name);
    deletedRecords.add(name);
    dropGone(name);
  }

  /** A record was not deleted, or there was none. */
  public synchronized void recordNotDeleted(String name) {
    deletedRecords.remove(name);
  }

  /** The watch shows a version of a record. */
  public synchronized void recordSeen(String name, String version) {
    KnownRecord known = records.get(name);
    if (known != null && !known.newerThan(version)) {
      records.remove(name);
    }
  }

  /** The watch shows that a record is gone, by whoever's hand. */
  public synchronized void recordGone(String name, String version) {
    recordSeen(name, version);
    if (!deletedRecords.remove(name)) {
      lostRecords.add(name);
    }
  }

  /** Whether a record went by another's hand and was not written since. */
  public synchronized boolean recordLost(String name) {
    return lostRecords.contains(name);
  }
}
