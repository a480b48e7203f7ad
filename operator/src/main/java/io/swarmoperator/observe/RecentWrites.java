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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this process wrote and no informer has shown yet. A reconcile reads it <em>before</em> the
 * caches: an entry goes when its cache shows the write, so that what is in neither doesn't exist.
 * Only an aid: a process that starts without it is right too, because names are deterministic and
 * deletes carry the uid; with it, it doesn't repeat itself.
 */
public final class RecentWrites implements RecordsUnderWay {
  private final Clock clock;
  private final Map<String, OwnWrites<Pod, ControllerRevision>> services =
      new ConcurrentHashMap<>();
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

  /** The records that someone else has changed. */
  EditedRecords edited() {
    return edited;
  }

  /** The writes about a service that no cache shows yet, as of now. */
  public OwnWrites.Overlay<Pod, ControllerRevision> of(String serviceUid) {
    return entry(serviceUid).snapshot();
  }

  /** The pods of a service. */
  public PodsUnderWay<Pod> pods(String serviceUid) {
    return new PodsUnderWay<>() {
      @Override
      public void podCreated(Pod pod) {
        RecentWrites.this.podCreated(serviceUid, pod);
      }

      @Override
      public void podDeleting(String uid) {
        RecentWrites.this.podDeleting(serviceUid, uid);
      }

      @Override
      public void podNotDeleted(String uid) {
        RecentWrites.this.podNotDeleted(serviceUid, uid);
      }
    };
  }

  /** The writes about a service. */
  OwnWrites<Pod, ControllerRevision> about(String serviceUid) {
    return entry(serviceUid);
  }

  /** Forgets all about a service that is gone. */
  public void forget(String serviceUid) {
    services.remove(serviceUid);
    edited.forget(serviceUid);
    written.remove(serviceUid);
  }

  /** A pod was created, or found to exist. */
  public void podCreated(String serviceUid, Pod pod) {
    entry(serviceUid).podCreated(Trim.pod(pod));
  }

  /** The deletion of a pod is about to be requested. */
  public void podDeleting(String serviceUid, String podUid) {
    entry(serviceUid).podDeleting(podUid);
  }

  /** The deletion of a pod was not accepted, or there was nothing to delete. */
  public void podNotDeleted(String serviceUid, String podUid) {
    entry(serviceUid).podNotDeleted(podUid);
  }

  /** The cache shows a pod. */
  public void podSeen(Pod pod) {
    existing(pod).ifPresent(of -> of.podSeen(pod));
  }

  /** A pod is gone; what was last seen of it is kept until its record has ended too. */
  public void podGone(String serviceUid, Pod pod) {
    // no entry: the service is gone too, or was never reconciled here
    Optional.ofNullable(services.get(serviceUid)).ifPresent(of -> of.podGone(pod));
  }

  @Override
  public void recordPending(String serviceUid, TaskRecord task) {
    entry(serviceUid).recordPending(task);
  }

  @Override
  public void recordWritten(String serviceUid, TaskRecord task, SwarmTask stored) {
    edited.written(serviceUid, task, stored);
    // no entry: the service went while its record was on its way
    Optional.ofNullable(services.get(serviceUid))
        .ifPresent(
            of ->
                of.recordWritten(
                    task, TaskMapping.fromApi(stored).orElse(task), ResourceVersions.of(stored)));
  }

  @Override
  public void recordNotWritten(String serviceUid, TaskRecord task) {
    entry(serviceUid).recordNotWritten(task);
  }

  @Override
  public Optional<String> recordVersion(
      String serviceUid, String name, Optional<SwarmTask> cached) {
    return entry(serviceUid).recordVersion(name, cached.map(ResourceVersions::of));
  }

  @Override
  public boolean recordLost(String serviceUid, String name) {
    return entry(serviceUid).recordLost(name);
  }

  @Override
  public void recordDeleting(String serviceUid, String name) {
    edited.dropped(serviceUid, name);
    entry(serviceUid).recordDeleting(name);
  }

  @Override
  public void recordNotDeleted(String serviceUid, String name) {
    entry(serviceUid).recordNotDeleted(name);
  }

  /** The cache shows a record. */
  public void recordSeen(SwarmTask task) {
    existing(task)
        .ifPresent(of -> of.recordSeen(task.getMetadata().getName(), ResourceVersions.of(task)));
  }

  /** The cache shows that a record is gone, by whoever's hand. */
  public void recordGone(SwarmTask task) {
    edited.gone(task);
    existing(task)
        .ifPresent(of -> of.recordGone(task.getMetadata().getName(), ResourceVersions.of(task)));
  }

  /** A revision was created. */
  public void revisionCreated(String serviceUid, ControllerRevision revision) {
    entry(serviceUid)
        .revisions()
        .create(revision.getMetadata().getName(), revision, clock.instant());
  }

  /** A revision is about to be deleted. */
  public void revisionDeleting(String serviceUid, String name) {
    entry(serviceUid).revisions().delete(name);
  }

  /** A revision was not deleted, or there was none. */
  public void revisionNotDeleted(String serviceUid, String name) {
    entry(serviceUid).revisions().notDeleted(name);
  }

  /** The cache shows a revision. */
  public void revisionSeen(ControllerRevision revision) {
    existing(revision).ifPresent(of -> of.revisions().seen(revision.getMetadata().getName()));
  }

  /** The cache shows that a revision is gone, by whoever's hand. */
  public void revisionGone(ControllerRevision revision) {
    existing(revision).ifPresent(of -> of.revisions().gone(revision.getMetadata().getName()));
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

  private OwnWrites<Pod, ControllerRevision> entry(String serviceUid) {
    return services.computeIfAbsent(serviceUid, uid -> new OwnWrites<>(KubernetesPods.KIND, clock));
  }

  private Optional<OwnWrites<Pod, ControllerRevision>> existing(HasMetadata object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    String uid = labels == null ? null : labels.get(Labels.SERVICE_UID);
    return Optional.ofNullable(uid).map(services::get);
  }
}
