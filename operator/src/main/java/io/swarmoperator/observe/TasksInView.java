package io.swarmoperator.observe;

import io.swarmoperator.decide.DesiredState;
import io.swarmoperator.decide.ObservedTask;
import io.swarmoperator.decide.PodView;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.decide.TaskRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The tasks of one service: what the caches show of its pods and records, with what this process
 * wrote since laid over it.
 *
 * @param <P> the objects that pods are
 */
public final class TasksInView<P> {
  /**
   * A pod we made that no cache has shown for so long is asked for: a watch may have missed its
   * whole life.
   */
  private static final Duration LONG_UNSEEN = Duration.ofSeconds(10);

  private final PodKind<P> kind;
  private final LivePods<P> live;
  private final OwnWrites<P, ?> own;
  private final Clock clock;

  /**
   * Asks the API server for a service's pods.
   *
   * @param <P> the objects that pods are
   */
  public interface LivePods<P> {
    /** A pod of the service by name; empty when there is none. */
    Optional<P> find(String name);

    /** A pod that this process made is gone, and no watch has ever shown it. */
    void neverSeen(P pod);
  }

  /**
   * A record that a cache shows.
   *
   * @param ours whether it is the service's and stays
   * @param task what counts of it
   */
  public record CachedRecord(
      String name, String version, boolean ours, Supplier<Optional<TaskRecord>> task) {}

  /**
   * Looks at one service.
   *
   * @param kind reads pods
   * @param live asks the API server for pods
   * @param own what this process wrote about the service
   * @param clock the operator's
   */
  public TasksInView(PodKind<P> kind, LivePods<P> live, OwnWrites<P, ?> own, Clock clock) {
    this.kind = kind;
    this.live = live;
    this.own = own;
    this.clock = clock;
  }

  /**
   * The service's pods by name.
   *
   * @param cached that the cache shows
   * @param overlay what was written before the cache was read
   */
  public Map<String, P> pods(Collection<P> cached, OwnWrites.Overlay<P, ?> overlay) {
    Map<String, P> pods = new HashMap<>();
    cached.forEach(pod -> pods.put(kind.name(pod), pod));
    overlay
        .pods()
        .forEach(
            (name, created) -> {
              if (pods.containsKey(name)) {
                // the watch was faster than the answer to the create
                own.podSeen(pods.get(name));
              } else {
                unseen(created).ifPresent(pod -> pods.put(name, pod));
              }
            });
    return pods;
  }

  private Optional<P> unseen(OwnWrites.CreatedPod<P> created) {
    if (clock.instant().isBefore(created.at().plus(LONG_UNSEEN))) {
      return Optional.of(created.pod());
    }
    Optional<P> found = find(kind.name(created.pod()));
    if (found.isEmpty()) {
      own.podGone(created.pod());
      live.neverSeen(created.pod());
    }
    return found;
  }

  /** Asks the API server for a pod, and remembers it. */
  private Optional<P> find(String name) {
    Optional<P> found = live.find(name);
    found.ifPresent(own::podCreated);
    return found;
  }

  /**
   * When a pod is to be asked for that no cache has shown: of one that came and went before its
   * creation was answered, or while a watch was broken, no event tells.
   */
  public static <P> Optional<Instant> nextUnseen(OwnWrites<P, ?> own) {
    return own.snapshot().pods().values().stream()
        .map(created -> created.at().plus(LONG_UNSEEN))
        .min(Comparator.naturalOrder());
  }

  /**
   * The service's records by name.
   *
   * @param cached that the cache shows
   * @param overlay what was written before the cache was read
   */
  public Map<String, TaskRecord> records(
      Collection<CachedRecord> cached, OwnWrites.Overlay<P, ?> overlay) {
    Map<String, TaskRecord> records = new HashMap<>();
    overlay.records().forEach((name, known) -> records.put(name, known.task()));
    for (CachedRecord record : cached) {
      OwnWrites.KnownRecord known = overlay.records().get(record.name());
      boolean old = known != null && known.newerThan(record.version());
      if (known != null && !old) {
        own.recordSeen(record.name(), record.version());
      }
      if (record.ours() && !old && !overlay.deletedRecords().contains(record.name())) {
        record.task().get().ifPresent(task -> records.put(record.name(), task));
      }
    }
    return records;
  }

  /**
   * The service's tasks.
   *
   * @param pods by name
   * @param records by name
   * @param overlay what was written before the caches were read
   */
  public List<ObservedTask> tasks(
      Map<String, P> pods, Map<String, TaskRecord> records, OwnWrites.Overlay<P, ?> overlay) {
    Set<String> names = new LinkedHashSet<>(pods.keySet());
    names.addAll(records.keySet());
    List<ObservedTask> tasks = new ArrayList<>();
    for (String name : names) {
      Optional<TaskRecord> record = Optional.ofNullable(records.get(name));
      Optional<P> pod =
          Optional.ofNullable(pods.get(name)).or(() -> record.flatMap(r -> confirmed(r, overlay)));
      Optional<PodView> facts =
          pod.map(p -> kind.facts(p, overlay.deletedPods().contains(kind.uid(p))))
              .or(
                  () ->
                      record
                          .filter(r -> !r.state().ended())
                          .flatMap(r -> Optional.ofNullable(overlay.gonePods().get(name)))
                          .map(kind::factsOfGone));
      Optional<TaskIdentity> identity =
          record.map(TaskRecord::identity).or(() -> pod.flatMap(kind::identity));
      identity.ifPresent(i -> tasks.add(new ObservedTask(i, record, facts)));
    }
    forgetGonePods(records, overlay);
    return tasks;
  }

  /**
   * The pod of a record that says there is one and that no cache shows. The watches of pods and
   * records are not ordered, a cache that was just filled may be old, and a pod that lost its label
   * looks gone: before such a task is taken for dead the API server is asked, once.
   */
  private Optional<P> confirmed(TaskRecord record, OwnWrites.Overlay<P, ?> overlay) {
    String name = record.identity().name();
    boolean hadPod = record.desired() != DesiredState.READY && !record.desired().stops();
    boolean unseen = hadPod && !overlay.gonePods().containsKey(name);
    boolean doubtful = overlay.doubtfulPods().contains(name);
    if (record.state().ended() || !(unseen || doubtful)) {
      return Optional.empty();
    }
    Optional<P> found = find(name);
    if (doubtful && found.isEmpty()) {
      own.podSurelyGone(name);
    }
    return found;
  }

  /** Not before the end is stored: if that fails the pod is still what tells of it. */
  private void forgetGonePods(Map<String, TaskRecord> records, OwnWrites.Overlay<P, ?> overlay) {
    for (String name : overlay.gonePods().keySet()) {
      TaskRecord record = records.get(name);
      boolean waits =
          Optional.ofNullable(overlay.records().get(name))
              .filter(OwnWrites.KnownRecord::pending)
              .isPresent();
      if (record == null || (record.state().ended() && !waits)) {
        own.forgetGonePod(name);
      }
    }
  }
}
