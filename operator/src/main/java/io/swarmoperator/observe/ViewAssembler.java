package io.swarmoperator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.decide.Revision;
import io.swarmoperator.decide.ServiceView;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.render.Owners;
import io.swarmoperator.render.TaskMapping;
import io.swarmoperator.revision.RevisionContent;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Puts together what a decision about one service is taken from: what the caches show, with what
 * this process wrote since laid over it. Objects whose owner isn't the service are left out,
 * however they are named.
 */
public final class ViewAssembler {
  private final Caches caches;
  private final Revisions revisions;
  private final RecentWrites recent;
  private final NodeViews nodes;
  private final RecentFailures failures;
  private final StartObstacles obstacles;
  private final BiFunction<String, String, Optional<Pod>> livePod;
  private final Clock clock;
  private final int taskHistoryLimit;

  /**
   * Reads from caches.
   *
   * @param caches of all kinds
   * @param revisions read from their cache
   * @param recent what was written and isn't in the caches yet
   * @param nodes read from their cache
   * @param failures what failed where
   * @param obstacles what keeps pods from starting
   * @param livePod asks the API server for a pod by namespace and name
   * @param clock the operator's
   * @param taskHistoryLimit the operator's default
   */
  public ViewAssembler(
      Caches caches,
      Revisions revisions,
      RecentWrites recent,
      NodeViews nodes,
      RecentFailures failures,
      StartObstacles obstacles,
      BiFunction<String, String, Optional<Pod>> livePod,
      Clock clock,
      int taskHistoryLimit) {
    this.caches = caches;
    this.revisions = revisions;
    this.recent = recent;
    this.nodes = nodes;
    this.failures = failures;
    this.obstacles = obstacles;
    this.livePod = livePod;
    this.clock = clock;
    this.taskHistoryLimit = taskHistoryLimit;
  }

  /**
   * Observes a service.
   *
   * @param service in its newest known version; the revision of its spec is stored
   * @param content what its spec says
   * @throws IllegalArgumentException when the spec is wrong in a way that the schema can't see
   */
  public Observation observe(SwarmService service, RevisionContent content) {
    // before the caches: what leaves the overlay is in a cache by then
    OwnWrites.Overlay<Pod, ControllerRevision> overlay = recent.of(service.getMetadata().getUid());
    Map<String, Revisions.Stored> stored = revisions.of(service, overlay);
    Revisions.Stored ofSpec = stored.get(content.hash());
    if (ofSpec == null) {
      throw new IllegalStateException(
          "the revision of the spec was stored before, and is gone again");
    }
    return observe(service, service, ofSpec, stored, overlay);
  }

  /**
   * Observes a service whose spec can't be carried out, as if its spec were still the last one that
   * could; empty when there was none, or its revision is gone.
   *
   * @param service in its newest known version
   */
  public Optional<Observation> observeLastValid(SwarmService service) {
    OwnWrites.Overlay<Pod, ControllerRevision> overlay = recent.of(service.getMetadata().getUid());
    Map<String, Revisions.Stored> stored = revisions.of(service, overlay);
    stored.values().removeAll(Revisions.twins(stored.values(), ""));
    long last = MemoryFacts.of(service).specRevision();
    return stored.values().stream()
        .filter(revision -> revision.number() == last)
        .findFirst()
        .map(
            revision ->
                observe(
                    service, StandIn.of(service, revision.content()), revision, stored, overlay));
  }

  /**
   * What a service is meant to run: as long as its spec can't be carried out, or is held back, that
   * is something else than the spec says. Empty before its first round, or when that revision is
   * gone.
   */
  public Optional<RevisionContent> target(SwarmService service) {
    long target = MemoryFacts.of(service).currentRevision();
    return revisions.of(service, recent.of(service.getMetadata().getUid())).values().stream()
        .filter(revision -> revision.number() == target)
        .map(Revisions.Stored::content)
        .findFirst();
  }

  private Observation observe(
      SwarmService service,
      SwarmService declared,
      Revisions.Stored ofSpec,
      Map<String, Revisions.Stored> stored,
      OwnWrites.Overlay<Pod, ControllerRevision> overlay) {
    stored.values().removeAll(Revisions.twins(stored.values(), ofSpec.content().hash()));
    List<String> orphans = new ArrayList<>();
    TasksInView<Pod> inView = inView(service);
    Map<String, Pod> pods = inView.pods(pods(service, orphans), overlay);
    StartObstacles.Found found = obstacles.look(service, pods.values());
    List<TaskRecord> edited = new ArrayList<>();
    Map<String, TaskRecord> records =
        inView.records(records(declared, pods, orphans, edited), overlay);
    ServiceView view =
        new ServiceView(
            SpecFacts.of(declared, taskHistoryLimit),
            ofSpec.content().toDecide(ofSpec.number()),
            MemoryFacts.of(service),
            stored.values().stream()
                .map(s -> s.content().toDecide(s.number()))
                .collect(Collectors.toMap(Revision::number, r -> r)),
            inView.tasks(pods, records, overlay).stream().map(found::with).toList(),
            Map.of(),
            SpecFacts.request(service),
            failures.of(service.getMetadata().getUid()));
    return new Observation(
        service, declared, nodes.around(view), stored, orphans, found.next(), edited);
  }

  /**
   * When a pod is to be asked for that no cache has shown: of one that came and went before its
   * creation was answered, or while a watch was broken, no event tells.
   */
  public Optional<Instant> nextUnseen(SwarmService service) {
    return TasksInView.nextUnseen(recent.about(service.getMetadata().getUid()));
  }

  /** Forgets a service that is gone. */
  public void forget(String serviceUid) {
    obstacles.forget(serviceUid);
  }

  /** The same view, with the nodes as they are loaded now. */
  public ServiceView withPresentLoad(ServiceView view) {
    return nodes.withPresentLoad(view);
  }

  private TasksInView<Pod> inView(SwarmService service) {
    return new TasksInView<>(
        KubernetesPods.KIND, live(service), recent.about(service.getMetadata().getUid()), clock);
  }

  private TasksInView.LivePods<Pod> live(SwarmService service) {
    String uid = service.getMetadata().getUid();
    return new TasksInView.LivePods<>() {
      @Override
      public Optional<Pod> find(String name) {
        return livePod
            .apply(service.getMetadata().getNamespace(), name)
            .filter(p -> Owners.uid(p).filter(uid::equals).isPresent())
            .map(Trim::pod);
      }

      @Override
      public void neverSeen(Pod pod) {
        caches.load().gone(pod);
      }
    };
  }

  private List<Pod> pods(SwarmService service, List<String> orphans) {
    return caches.pods().byIndex(Caches.BY_SERVICE, key(service)).stream()
        .filter(pod -> belongs(pod, service, orphans))
        .toList();
  }

  private List<TasksInView.CachedRecord> records(
      SwarmService service, Map<String, Pod> pods, List<String> orphans, List<TaskRecord> edited) {
    return caches.tasks().byIndex(Caches.BY_SERVICE, key(service)).stream()
        .map(task -> record(task, service, pods, orphans, edited))
        .toList();
  }

  private TasksInView.CachedRecord record(
      SwarmTask task,
      SwarmService service,
      Map<String, Pod> pods,
      List<String> orphans,
      List<TaskRecord> edited) {
    String name = task.getMetadata().getName();
    return new TasksInView.CachedRecord(
        name,
        ResourceVersions.of(task),
        belongs(task, service, orphans) && task.getMetadata().getDeletionTimestamp() == null,
        () ->
            RecordEdits.edited(task)
                ? edited(service, task, Optional.ofNullable(pods.get(name)), edited)
                : TaskMapping.fromApi(task));
  }

  /** What counts of a record that someone has edited; it is to be written again, once. */
  private Optional<TaskRecord> edited(
      SwarmService service, SwarmTask task, Optional<Pod> pod, List<TaskRecord> edited) {
    String uid = service.getMetadata().getUid();
    Optional<EditedRecords.Edited> known = recent.edited().of(uid, task.getMetadata().getName());
    Optional<TaskRecord> counts =
        known
            .map(EditedRecords.Edited::task)
            .or(() -> RecordEdits.believed(task, pod, SpecFacts.mode(service).started()));
    if (known.filter(k -> k.stored(task)).isEmpty()) {
      counts.ifPresent(
          record -> {
            recent.edited().believed(uid, record);
            edited.add(record);
          });
    }
    return counts;
  }

  private static boolean belongs(HasMetadata object, SwarmService service, List<String> orphans) {
    Optional<String> owner = Owners.uid(object);
    if (owner.isEmpty()) {
      // one that has another owner is a predecessor's and on its way out
      orphans.add(object.getKind() + " " + object.getMetadata().getName());
    }
    return owner.filter(service.getMetadata().getUid()::equals).isPresent();
  }

  private static String key(SwarmService service) {
    return Caches.key(service.getMetadata().getNamespace(), service.getMetadata().getName());
  }
}
