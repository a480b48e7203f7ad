package io.swarmoperator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.decide.DesiredState;
import io.swarmoperator.decide.ObservedTask;
import io.swarmoperator.decide.PodView;
import io.swarmoperator.decide.Revision;
import io.swarmoperator.decide.ServiceView;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.render.Owners;
import io.swarmoperator.render.TaskMapping;
import io.swarmoperator.revision.RevisionContent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Puts together what a decision about one service is taken from: what the caches show, with what
 * this process wrote since laid over it. Objects whose owner isn't the service are left out,
 * however they are named.
 */
public final class ViewAssembler {
  /**
   * A pod we made that no cache has shown for so long is asked for: a watch may have missed its
   * whole life.
   */
  private static final Duration LONG_UNSEEN = Duration.ofSeconds(10);

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
    RecentWrites.Overlay overlay = recent.of(service.getMetadata().getUid());
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
    RecentWrites.Overlay overlay = recent.of(service.getMetadata().getUid());
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

  private Observation observe(
      SwarmService service,
      SwarmService declared,
      Revisions.Stored ofSpec,
      Map<String, Revisions.Stored> stored,
      RecentWrites.Overlay overlay) {
    stored.values().removeAll(Revisions.twins(stored.values(), ofSpec.content().hash()));
    List<String> orphans = new ArrayList<>();
    Map<String, Pod> pods = pods(service, overlay, orphans);
    StartObstacles.Found found = obstacles.look(service, pods.values());
    List<TaskRecord> edited = new ArrayList<>();
    Map<String, TaskRecord> records = records(declared, overlay, pods, orphans, edited);
    ServiceView view =
        new ServiceView(
            SpecFacts.of(declared, taskHistoryLimit),
            ofSpec.content().toDecide(ofSpec.number()),
            MemoryFacts.of(service),
            stored.values().stream()
                .map(s -> s.content().toDecide(s.number()))
                .collect(Collectors.toMap(Revision::number, r -> r)),
            tasks(service, overlay, pods, records).stream().map(found::with).toList(),
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
    return recent.of(service.getMetadata().getUid()).pods().values().stream()
        .map(created -> created.at().plus(LONG_UNSEEN))
        .min(Comparator.naturalOrder());
  }

  /** Forgets a service that is gone. */
  public void forget(String serviceUid) {
    obstacles.forget(serviceUid);
  }

  /** The same view, with the nodes as they are loaded now. */
  public ServiceView withPresentLoad(ServiceView view) {
    return nodes.withPresentLoad(view);
  }

  private Map<String, Pod> pods(
      SwarmService service, RecentWrites.Overlay overlay, List<String> orphans) {
    Map<String, Pod> pods = new HashMap<>();
    for (Pod pod : caches.pods().byIndex(Caches.BY_SERVICE, key(service))) {
      if (belongs(pod, service, orphans)) {
        pods.put(pod.getMetadata().getName(), pod);
      }
    }
    overlay
        .pods()
        .forEach(
            (name, created) -> {
              if (pods.containsKey(name)) {
                // the watch was faster than the answer to the create
                recent.podSeen(pods.get(name));
              } else {
                unseen(service, created).ifPresent(pod -> pods.put(name, pod));
              }
            });
    return pods;
  }

  private Optional<Pod> unseen(SwarmService service, RecentWrites.CreatedPod created) {
    if (clock.instant().isBefore(created.at().plus(LONG_UNSEEN))) {
      return Optional.of(created.pod());
    }
    Optional<Pod> live = live(service, created.pod().getMetadata().getName());
    if (live.isEmpty()) {
      recent.podGone(service.getMetadata().getUid(), created.pod());
      caches.load().gone(created.pod());
    }
    return live;
  }

  /** Asks the API server for a pod, and remembers it when it is the service's. */
  private Optional<Pod> live(SwarmService service, String name) {
    String uid = service.getMetadata().getUid();
    Optional<Pod> pod =
        livePod
            .apply(service.getMetadata().getNamespace(), name)
            .filter(p -> Owners.uid(p).filter(uid::equals).isPresent())
            .map(Trim::pod);
    pod.ifPresent(p -> recent.podCreated(uid, p));
    return pod;
  }

  private Map<String, TaskRecord> records(
      SwarmService service,
      RecentWrites.Overlay overlay,
      Map<String, Pod> pods,
      List<String> orphans,
      List<TaskRecord> edited) {
    Map<String, TaskRecord> records = new HashMap<>();
    overlay.records().forEach((name, known) -> records.put(name, known.task()));
    for (SwarmTask task : caches.tasks().byIndex(Caches.BY_SERVICE, key(service))) {
      String name = task.getMetadata().getName();
      RecentWrites.KnownRecord known = overlay.records().get(name);
      if (known != null && !known.newerThan(task)) {
        recent.recordSeen(task);
      }
      boolean ours =
          belongs(task, service, orphans) && task.getMetadata().getDeletionTimestamp() == null;
      if (ours
          && !overlay.deletedRecords().contains(name)
          && (known == null || !known.newerThan(task))) {
        (RecordEdits.edited(task)
                ? edited(service, task, Optional.ofNullable(pods.get(name)), edited)
                : TaskMapping.fromApi(task))
            .ifPresent(record -> records.put(name, record));
      }
    }
    return records;
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

  private List<ObservedTask> tasks(
      SwarmService service,
      RecentWrites.Overlay overlay,
      Map<String, Pod> pods,
      Map<String, TaskRecord> records) {
    Set<String> names = new LinkedHashSet<>(pods.keySet());
    names.addAll(records.keySet());
    List<ObservedTask> tasks = new ArrayList<>();
    for (String name : names) {
      Optional<TaskRecord> record = Optional.ofNullable(records.get(name));
      Optional<Pod> pod =
          Optional.ofNullable(pods.get(name))
              .or(() -> record.flatMap(r -> confirmed(service, overlay, r)));
      Optional<PodView> facts =
          pod.map(p -> PodFacts.of(p, overlay.deletedPods().contains(p.getMetadata().getUid())))
              .or(
                  () ->
                      record
                          .filter(r -> !r.state().ended())
                          .flatMap(r -> Optional.ofNullable(overlay.gonePods().get(name)))
                          .map(PodFacts::ofGone));
      Optional<TaskIdentity> identity =
          record.map(TaskRecord::identity).or(() -> pod.flatMap(TaskMapping::identityOf));
      identity.ifPresent(i -> tasks.add(new ObservedTask(i, record, facts)));
    }
    forgetGonePods(service, overlay, records);
    return tasks;
  }

  /**
   * The pod of a record that says there is one and that no cache shows. The watches of pods and
   * records are not ordered, a cache that was just filled may be old, and a pod that lost its label
   * looks gone: before such a task is taken for dead the API server is asked, once.
   */
  private Optional<Pod> confirmed(
      SwarmService service, RecentWrites.Overlay overlay, TaskRecord record) {
    String name = record.identity().name();
    boolean hadPod = record.desired() != DesiredState.READY && !record.desired().stops();
    boolean unseen = hadPod && !overlay.gonePods().containsKey(name);
    boolean doubtful = overlay.doubtfulPods().contains(name);
    if (record.state().ended() || !(unseen || doubtful)) {
      return Optional.empty();
    }
    Optional<Pod> live = live(service, name);
    if (doubtful && live.isEmpty()) {
      recent.podSurelyGone(service.getMetadata().getUid(), name);
    }
    return live;
  }

  /** Not before the end is stored: if that fails the pod is still what tells of it. */
  private void forgetGonePods(
      SwarmService service, RecentWrites.Overlay overlay, Map<String, TaskRecord> records) {
    for (String name : overlay.gonePods().keySet()) {
      TaskRecord record = records.get(name);
      boolean waits =
          Optional.ofNullable(overlay.records().get(name))
              .filter(RecentWrites.KnownRecord::pending)
              .isPresent();
      if (record == null || (record.state().ended() && !waits)) {
        recent.forgetGonePod(service.getMetadata().getUid(), name);
      }
    }
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
