package io.swarmoperator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.render.Labels;
import io.swarmoperator.render.TaskMapping;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this process wrote and no informer has shown yet. A reconcile reads it <em>before</em> the
 * caches: an entry goes when its cache shows the write, so that what is in neither doesn't exist.
 * Only an aid: a process that starts without it is right too, because names are deterministic and
 * deletes carry the uid (design §2.3); with it, it doesn't repeat itself.
 */
public final class RecentWrites implements RecordsUnderWay {
  private final Clock clock;
  private final Map<String, OfService> services = new ConcurrentHashMap<>();
  private final Map<String, SwarmService> written = new ConcurrentHashMap<>();
  private final EditedRecords edited = new EditedRecords();

  /**
   * Remembers nothing yet.
   *
   * @param clock the operator's
   */
  public RecentWrites(Clock clock) {
    this.clock = clock;
  }

  /**
   * The writes about one service that no cache shows yet.
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
  public record Overlay(
      Map<String, CreatedPod> pods,
      Map<String, Pod> gonePods,
      Set<String> doubtfulPods,
      Set<String> deletedPods,
      Map<String, KnownRecord> records,
      Set<String> deletedRecords,
      Collection<ControllerRevision> revisions,
      Set<String> deletedRevisions) {}

  /**
   * A pod that no cache shows yet.
   *
   * @param pod as the API server answered
   * @param at when
   */
  public record CreatedPod(Pod pod, Instant at) {}

  /**
   * A record as this process knows it.
   *
   * @param task its content
   * @param version the resource version it was last stored as, by what this process wrote
   * @param pending whether the content is still to be written
   */
  public record KnownRecord(TaskRecord task, Optional<String> version, boolean pending) {
    boolean newerThan(SwarmTask cached) {
      return pending
          || version
              .filter(v -> ResourceVersions.newer(v, ResourceVersions.of(cached)))
              .isPresent();
    }
  }

  private static final class OfService {
    private final Map<String, CreatedPod> pods = new HashMap<>();
    private final Map<String, Pod> gonePods = new HashMap<>();
    private final Set<String> doubtfulPods = new HashSet<>();
    private final Set<String> deletedPods = new HashSet<>();
    private final Map<String, KnownRecord> records = new HashMap<>();
    private final Set<String> deletedRecords = new HashSet<>();
    private final RecentRevisions<ControllerRevision> revisions = new RecentRevisions<>();

    private void dropGone(String name) {
      gonePods.remove(name);
      doubtfulPods.remove(name);
    }

    synchronized Overlay snapshot(Instant now) {
      return new Overlay(
          Map.copyOf(pods),
          Map.copyOf(gonePods),
          Set.copyOf(doubtfulPods),
          Set.copyOf(deletedPods),
          Map.copyOf(records),
          Set.copyOf(deletedRecords),
          revisions.created(now),
          revisions.deleted());
    }
  }

  /** The records that someone else has changed. */
  EditedRecords edited() {
    return edited;
  }

  /** The writes about a service that no cache shows yet, as of now. */
  public Overlay of(String serviceUid) {
    return entry(serviceUid).snapshot(clock.instant());
  }

  /** Forgets all about a service that is gone. */
  public void forget(String serviceUid) {
    services.remove(serviceUid);
    edited.forget(serviceUid);
    written.remove(serviceUid);
  }

  /** A pod was created, or found to exist. */
  public void podCreated(String serviceUid, Pod pod) {
    OfService of = entry(serviceUid);
    synchronized (of) {
      of.pods.put(pod.getMetadata().getName(), new CreatedPod(Trim.pod(pod), clock.instant()));
      of.dropGone(pod.getMetadata().getName());
    }
  }

  /** The deletion of a pod is about to be requested. */
  public void podDeleting(String serviceUid, String podUid) {
    OfService of = entry(serviceUid);
    synchronized (of) {
      of.deletedPods.add(podUid);
    }
  }

  /** The deletion of a pod was not accepted, or there was nothing to delete. */
  public void podNotDeleted(String serviceUid, String podUid) {
    OfService of = entry(serviceUid);
    synchronized (of) {
      of.deletedPods.remove(podUid);
    }
  }

  /** The cache shows a pod. */
  public void podSeen(Pod pod) {
    existing(pod)
        .ifPresent(
            of -> {
              synchronized (of) {
                of.pods.remove(pod.getMetadata().getName());
                if (pod.getMetadata().getDeletionTimestamp() != null) {
                  of.deletedPods.remove(pod.getMetadata().getUid());
                }
              }
            });
  }

  /** A pod is gone; what was last seen of it is kept until its record has ended too. */
  public void podGone(String serviceUid, Pod pod) {
    // no entry: the service is gone too, or was never reconciled here
    OfService of = services.get(serviceUid);
    if (of != null) {
      synchronized (of) {
        of.pods.remove(pod.getMetadata().getName());
        boolean byUs = of.deletedPods.remove(pod.getMetadata().getUid());
        of.gonePods.put(pod.getMetadata().getName(), pod);
        if (!byUs && pod.getMetadata().getDeletionTimestamp() == null) {
          of.doubtfulPods.add(pod.getMetadata().getName());
        }
      }
    }
  }

  /** The API server has no such pod. */
  void podSurelyGone(String serviceUid, String name) {
    OfService of = entry(serviceUid);
    synchronized (of) {
      of.doubtfulPods.remove(name);
    }
  }

  /** What was last seen of a pod is needed no more. */
  void forgetGonePod(String serviceUid, String name) {
    OfService of = entry(serviceUid);
    synchronized (of) {
      of.dropGone(name);
    }
  }

  @Override
  public void recordPending(String serviceUid, TaskRecord task) {
    OfService of = entry(serviceUid);
    synchronized (of) {
      KnownRecord known = of.records.get(task.identity().name());
      of.records.put(
          task.identity().name(),
          new KnownRecord(task, known == null ? Optional.empty() : known.version(), true));
      of.deletedRecords.remove(task.identity().name());
    }
  }

  @Override
  public void recordWritten(String serviceUid, TaskRecord task, SwarmTask stored) {
    edited.written(serviceUid, task, stored);
    OfService of = services.get(serviceUid);
    if (of == null) {
      // the service went while its record was on its way
      return;
    }
    synchronized (of) {
      KnownRecord known = of.records.get(task.identity().name());
      boolean superseded = known != null && known.pending() && !known.task().equals(task);
      of.records.put(
          task.identity().name(),
          new KnownRecord(
              superseded ? known.task() : TaskMapping.fromApi(stored).orElse(task),
              Optional.of(ResourceVersions.of(stored)),
              superseded));
    }
  }

  @Override
  public void recordNotWritten(String serviceUid, TaskRecord task) {
    OfService of = entry(serviceUid);
    synchronized (of) {
      of.records.computeIfPresent(
          task.identity().name(),
          (name, known) -> known.pending() && known.task().equals(task) ? null : known);
    }
  }

  @Override
  public Optional<String> recordVersion(
      String serviceUid, String name, Optional<SwarmTask> cached) {
    OfService of = entry(serviceUid);
    synchronized (of) {
      KnownRecord known = of.records.get(name);
      Optional<String> stored = known == null ? Optional.empty() : known.version();
      Optional<String> seen = cached.map(ResourceVersions::of);
      return stored.isPresent()
              && seen.isPresent()
              && ResourceVersions.newer(seen.get(), stored.get())
          ? seen
          : stored.or(() -> seen);
    }
  }

  @Override
  public void recordDeleting(String serviceUid, String name) {
    edited.dropped(serviceUid, name);
    OfService of = entry(serviceUid);
    synchronized (of) {
      of.records.remove(name);
      of.deletedRecords.add(name);
      of.dropGone(name);
    }
  }

  @Override
  public void recordNotDeleted(String serviceUid, String name) {
    OfService of = entry(serviceUid);
    synchronized (of) {
      of.deletedRecords.remove(name);
    }
  }

  /** The cache shows a record. */
  public void recordSeen(SwarmTask task) {
    existing(task)
        .ifPresent(
            of -> {
              synchronized (of) {
                dropIfStored(of, task);
              }
            });
  }

  /** The cache shows that a record is gone, by whoever's hand. */
  public void recordGone(SwarmTask task) {
    edited.gone(task);
    existing(task)
        .ifPresent(
            of -> {
              synchronized (of) {
                dropIfStored(of, task);
                of.deletedRecords.remove(task.getMetadata().getName());
              }
            });
  }

  private static void dropIfStored(OfService of, SwarmTask task) {
    KnownRecord known = of.records.get(task.getMetadata().getName());
    if (known != null && !known.newerThan(task)) {
      of.records.remove(task.getMetadata().getName());
    }
  }

  /** A revision was created. */
  public void revisionCreated(String serviceUid, ControllerRevision revision) {
    entry(serviceUid).revisions.create(revision.getMetadata().getName(), revision, clock.instant());
  }

  /** A revision is about to be deleted. */
  public void revisionDeleting(String serviceUid, String name) {
    entry(serviceUid).revisions.delete(name);
  }

  /** A revision was not deleted, or there was none. */
  public void revisionNotDeleted(String serviceUid, String name) {
    entry(serviceUid).revisions.notDeleted(name);
  }

  /** The cache shows a revision. */
  public void revisionSeen(ControllerRevision revision) {
    existing(revision).ifPresent(of -> of.revisions.seen(revision.getMetadata().getName()));
  }

  /** The cache shows that a revision is gone, by whoever's hand. */
  public void revisionGone(ControllerRevision revision) {
    existing(revision).ifPresent(of -> of.revisions.gone(revision.getMetadata().getName()));
  }

  /** The service was stored as this, by a status write or as read after a conflict. */
  public void serviceStored(SwarmService service) {
    written.merge(service.getMetadata().getUid(), service, RecentWrites::newest);
  }

  /** The newest version of a service that this process knows. */
  public SwarmService newest(SwarmService cached) {
    SwarmService known = written.get(cached.getMetadata().getUid());
    if (known == null) {
      return cached;
    }
    if (ResourceVersions.newer(ResourceVersions.of(known), ResourceVersions.of(cached))) {
      return known;
    }
    written.remove(cached.getMetadata().getUid(), known);
    return cached;
  }

  private static SwarmService newest(SwarmService a, SwarmService b) {
    return ResourceVersions.newer(ResourceVersions.of(a), ResourceVersions.of(b)) ? a : b;
  }

  private OfService entry(String serviceUid) {
    return services.computeIfAbsent(serviceUid, uid -> new OfService());
  }

  private Optional<OfService> existing(HasMetadata object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    String uid = labels == null ? null : labels.get(Labels.SERVICE_UID);
    return Optional.ofNullable(uid).map(services::get);
  }
}
