package io.swarmoperator.act;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.api.DesiredState;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.api.TaskState;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.observe.KindCache;
import io.swarmoperator.observe.RecentWrites;
import io.swarmoperator.render.Owners;
import io.swarmoperator.render.TaskMapping;
import java.util.Optional;

/** Stores a record as a SwarmTask, whether there is one already or not. */
final class RecordStore implements RecordWriter.Store {
  private final ApiWrites writes;
  private final KindCache<SwarmTask> cache;
  private final RecentWrites recent;

  RecordStore(ApiWrites writes, KindCache<SwarmTask> cache, RecentWrites recent) {
    this.writes = writes;
    this.cache = cache;
    this.recent = recent;
  }

  @Override
  public void save(SwarmService owner, TaskRecord task, long revision) {
    SwarmTask object = TaskMapping.toApi(owner, task, revision);
    String uid = owner.getMetadata().getUid();
    Optional<SwarmTask> cached =
        cache.get(owner.getMetadata().getNamespace(), task.identity().name());
    Optional<String> version = recent.recordVersion(uid, task.identity().name(), cached);
    version.ifPresent(v -> object.getMetadata().setResourceVersion(v));
    SwarmTask stored;
    try {
      stored = version.isPresent() ? writes.replace(object) : writes.create(object);
    } catch (KubernetesClientException e) {
      stored = again(object, uid, e, version.isPresent());
    }
    recent.recordWritten(uid, task, stored);
  }

  /**
   * What we knew of the stored object was old: someone made, changed or deleted it. The record is
   * ours, so ours counts; but a task never goes back, and one that has gone further was written by
   * an operator that knows more.
   */
  private SwarmTask again(
      SwarmTask object, String uid, KubernetesClientException failure, boolean replacing) {
    boolean changed = failure.getCode() == 409;
    boolean gone = failure.getCode() == 404 && replacing;
    if (!changed && !gone) {
      throw failure;
    }
    Optional<SwarmTask> live =
        writes.get(
            SwarmTask.class, object.getMetadata().getNamespace(), object.getMetadata().getName());
    if (live.isEmpty()) {
      object.getMetadata().setResourceVersion(null);
      return writes.create(object);
    }
    if (Owners.uid(live.get()).filter(uid::equals).isEmpty()) {
      throw new StepFailure(
          "SwarmTask " + object.getMetadata().getName() + " belongs to someone else");
    }
    neverBack(live.get(), object);
    object.getMetadata().setResourceVersion(live.get().getMetadata().getResourceVersion());
    return writes.replace(object);
  }

  /**
   * Gives an object what the stored one is further in: what the task is meant to be, and what it
   * was seen to be. Only a prepared task that is started begins its states anew.
   */
  static void neverBack(SwarmTask live, SwarmTask object) {
    if (live.getSpec() == null || live.getStatus() == null) {
      return;
    }
    DesiredState desired = live.getSpec().getDesiredState();
    if (desired != null && desired.compareTo(object.getSpec().getDesiredState()) > 0) {
      object.getSpec().setDesiredState(desired);
    }
    TaskState state = live.getStatus().getState();
    boolean prepared = desired == null || desired == DesiredState.READY;
    boolean further = state != null && state.compareTo(object.getStatus().getState()) > 0;
    if (further && (!prepared || state.compareTo(TaskState.RUNNING) > 0)) {
      object.setStatus(live.getStatus());
    }
  }

  @Override
  public void delete(SwarmService owner, String name) {
    String uid = owner.getMetadata().getUid();
    recent.recordDeleting(uid, name);
    try {
      if (!writes.delete(SwarmTask.class, owner.getMetadata().getNamespace(), name)) {
        // gone already; the cache may show it for a moment longer, which costs a second delete and
        // no more
        recent.recordNotDeleted(uid, name);
      }
    } catch (RuntimeException e) {
      recent.recordNotDeleted(uid, name);
      throw e;
    }
  }
}
