package io.swarmoperator.act;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.api.DesiredState;
import io.swarmoperator.api.KeptInRollout;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.api.SwarmTaskSpec;
import io.swarmoperator.api.TaskState;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.observe.RecordEdits;
import io.swarmoperator.observe.RecordsUnderWay;
import io.swarmoperator.render.Labels;
import io.swarmoperator.render.Owners;
import io.swarmoperator.render.TaskMapping;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Stores a record as a SwarmTask, whether there is one already or not. */
public final class RecordStore implements RecordWriter.Store {
  private final RecordApi api;
  private final Shown shown;
  private final RecordsUnderWay recent;

  /** What the watch of records shows. */
  public interface Shown {
    /** A record; empty when none is shown. */
    Optional<SwarmTask> get(String namespace, String name);
  }

  /**
   * Stores records.
   *
   * @param api where to
   * @param shown what the watch of records shows
   * @param recent is told what was stored
   */
  public RecordStore(RecordApi api, Shown shown, RecordsUnderWay recent) {
    this.api = api;
    this.shown = shown;
    this.recent = recent;
  }

  @Override
  public void save(SwarmService owner, TaskRecord task, long revision) {
    SwarmTask object = TaskMapping.toApi(owner, task, revision);
    String uid = owner.getMetadata().getUid();
    Optional<SwarmTask> cached =
        shown.get(owner.getMetadata().getNamespace(), task.identity().name());
    Optional<String> version = recent.recordVersion(uid, task.identity().name(), cached);
    boolean hadOne = ended(task) || recent.recordLost(uid, task.identity().name());
    if (version.isEmpty() && hadOne && !standing(owner)) {
      recent.recordNotWritten(uid, task);
      return;
    }
    version.ifPresent(v -> object.getMetadata().setResourceVersion(v));
    // the cache may show by now what was not known when this was decided
    cached
        .filter(c -> !RecordEdits.edited(c))
        .ifPresent(
            c -> {
              neverBack(c, object);
              asDecided(c, object);
            });
    Optional<SwarmTask> stored;
    try {
      stored = Optional.of(version.isPresent() ? api.replace(object) : api.create(object));
    } catch (KubernetesClientException e) {
      stored = again(owner, object, e, version.isPresent());
    }
    if (stored.isPresent()) {
      recent.recordWritten(uid, task, stored.get());
    } else if (cached.isPresent()) { // not for long, and must not count until then
      recent.recordDeleting(uid, task.identity().name());
    } else {
      recent.recordNotWritten(uid, task);
    }
  }

  /** A task that ends has had a record since it was decided on, but for one that was refused. */
  private static boolean ended(TaskRecord task) {
    return task.finishedAt().isPresent();
  }

  /**
   * Whether a service is still there. Its records and pods go with it, and may be seen to go before
   * it is: what was deleted with it must not come back.
   */
  private boolean standing(SwarmService service) {
    return api.service(service.getMetadata().getNamespace(), service.getMetadata().getName())
        .map(SwarmService::getMetadata)
        .filter(live -> live.getDeletionTimestamp() == null)
        .filter(live -> service.getMetadata().getUid().equals(live.getUid()))
        .isPresent();
  }

  /**
   * What we knew of the stored object was old: someone made, changed or deleted it. The record is
   * ours, so ours counts; but a task never goes back, and one that has gone further was written by
   * an operator that knows more. So was one that has left the history: it doesn't come back to say
   * that it stops.
   *
   * @return empty when there is nothing to be stored
   */
  private Optional<SwarmTask> again(
      SwarmService owner, SwarmTask object, KubernetesClientException failure, boolean replacing) {
    String uid = owner.getMetadata().getUid();
    boolean changed = failure.getCode() == 409;
    boolean gone = failure.getCode() == 404 && replacing;
    if (!changed && !gone) {
      throw failure;
    }
    Optional<SwarmTask> live =
        api.record(object.getMetadata().getNamespace(), object.getMetadata().getName());
    boolean stops = object.getSpec().getDesiredState().compareTo(DesiredState.SHUTDOWN) >= 0;
    if (live.isEmpty() && (stops || !standing(owner))) {
      return Optional.empty();
    }
    if (live.isEmpty()) {
      object.getMetadata().setResourceVersion(null);
      return Optional.of(api.create(object));
    }
    if (Owners.uid(live.get()).filter(uid::equals).isEmpty()) {
      throw new StepFailure(
          "SwarmTask " + object.getMetadata().getName() + " belongs to someone else");
    }
    neverBack(live.get(), object);
    if (!replacing
        && !RecordEdits.edited(live.get())
        && TaskMapping.fromApi(live.get()).isPresent()) {
      asDecided(live.get(), object);
    }
    object.getMetadata().setResourceVersion(live.get().getMetadata().getResourceVersion());
    return Optional.of(api.replace(object));
  }

  /**
   * Gives an object what the stored one is further in: what the task is meant to be, and what it
   * was seen to be. Only a prepared task that is started begins its states anew, and one that has
   * been started is not prepared again. An end that is recorded stays as it is.
   */
  static void neverBack(SwarmTask live, SwarmTask object) {
    if (live.getSpec() == null || live.getStatus() == null) {
      return;
    }
    DesiredState desired = live.getSpec().getDesiredState();
    boolean waits = object.getSpec().getDesiredState() == DesiredState.READY;
    if (desired != null && desired.compareTo(object.getSpec().getDesiredState()) > 0) {
      object.getSpec().setDesiredState(desired);
    }
    if (keptIn(live) > 0 && keptIn(live) >= keptIn(object)) {
      object.getSpec().setKept(live.getSpec().getKept());
    }
    TaskState state = live.getStatus().getState();
    boolean prepared = desired == null || desired == DesiredState.READY;
    boolean further = state != null && state.compareTo(object.getStatus().getState()) > 0;
    boolean ended = state != null && state.compareTo(TaskState.RUNNING) > 0;
    if (ended || (!prepared && (further || waits))) {
      object.setStatus(live.getStatus());
    }
  }

  /** Number of the last rollout that left the task where it was; 0 for none. */
  private static int keptIn(SwarmTask task) {
    return Optional.ofNullable(task.getSpec().getKept()).map(KeptInRollout::getRollout).orElse(0);
  }

  /**
   * Another operator decided on the task before this one knew of it: what that one made it for
   * stands, or two would have taken the same slot for different reasons.
   */
  static void asDecided(SwarmTask live, SwarmTask object) {
    SwarmTaskSpec spec = object.getSpec();
    spec.setRevision(live.getSpec().getRevision());
    spec.setImage(live.getSpec().getImage());
    spec.setReason(live.getSpec().getReason());
    spec.setRollout(live.getSpec().getRollout());
    Map<String, String> labels = new LinkedHashMap<>(object.getMetadata().getLabels());
    Stream.of(Labels.REVISION, Labels.REASON, Labels.ROLLOUT)
        .filter(live.getMetadata().getLabels()::containsKey)
        .forEach(key -> labels.put(key, live.getMetadata().getLabels().get(key)));
    object.getMetadata().setLabels(labels);
  }

  @Override
  public void delete(SwarmService owner, String name) {
    String uid = owner.getMetadata().getUid();
    recent.recordDeleting(uid, name);
    try {
      String namespace = owner.getMetadata().getNamespace();
      boolean deleted = api.delete(namespace, name);
      if (!deleted && shown.get(namespace, name).isEmpty()) {
        // gone already, and no event will show that it goes
        recent.recordNotDeleted(uid, name);
      }
    } catch (RuntimeException e) {
      recent.recordNotDeleted(uid, name);
      throw e;
    }
  }
}
