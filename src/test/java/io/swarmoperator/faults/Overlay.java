package io.swarmoperator.faults;

import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.observe.OwnWrites;
import io.swarmoperator.observe.RecordsUnderWay;
import io.swarmoperator.render.TaskMapping;
import io.swarmoperator.sim.ApiObject;
import io.swarmoperator.sim.OpenCluster;
import java.util.Optional;

/**
 * What a process wrote and its watches have not shown yet, of the one service that there is. It
 * knows only a service that the process has reconciled.
 */
public class Overlay implements RecordsUnderWay {
  private final OwnWrites<ApiObject.Pod, ApiObject.Revision> own;
  private Optional<ApiObject.Service> written = Optional.empty();
  private boolean used;

  Overlay(OpenCluster cluster) {
    own = new OwnWrites<>(SimulatedPods.KIND, new VirtualClock(cluster));
  }

  /** The service is reconciled: from now on what the watches show of it matters. */
  void use() {
    used = true;
  }

  /** As in production. */
  OwnWrites<ApiObject.Pod, ApiObject.Revision> own() {
    return own;
  }

  @Override
  public void recordPending(String service, TaskRecord task) {
    own.recordPending(task);
  }

  @Override
  public void recordWritten(String service, TaskRecord task, SwarmTask stored) {
    own.recordWritten(task, TaskMapping.fromApi(stored).orElseThrow(), version(stored));
  }

  @Override
  public void recordNotWritten(String service, TaskRecord task) {
    own.recordNotWritten(task);
  }

  @Override
  public Optional<String> recordVersion(String service, String name, Optional<SwarmTask> cached) {
    return own.recordVersion(name, cached.map(Overlay::version));
  }

  private static String version(SwarmTask stored) {
    return stored.getMetadata().getResourceVersion();
  }

  @Override
  public boolean recordLost(String service, String name) {
    return own.recordLost(name);
  }

  @Override
  public void recordDeleting(String service, String name) {
    own.recordDeleting(name);
  }

  @Override
  public void recordNotDeleted(String service, String name) {
    own.recordNotDeleted(name);
  }

  void revisionCreated(ApiObject.Revision revision, VirtualClock clock) {
    own.revisions().create(revision.name(), revision, clock.instant());
  }

  void revisionDeleting(String hash) {
    own.revisions().delete(hash);
  }

  /** One that was not deleted, or not there, counts again. */
  void revisionDeleted(String hash, Reply<ApiObject.Revision> reply) {
    if (!reply.is(Reply.Kind.DONE)) {
      own.revisions().notDeleted(hash);
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
    if (used) {
      after.ifPresentOrElse(this::shown, () -> gone(before.orElseThrow()));
    }
  }

  private void shown(ApiObject object) {
    if (object instanceof ApiObject.Pod pod) {
      own.podSeen(pod);
    } else if (object instanceof ApiObject.StoredTask record) {
      own.recordSeen(record.name(), String.valueOf(record.version()));
    } else if (object instanceof ApiObject.Revision revision) {
      own.revisions().seen(revision.name());
    }
  }

  private void gone(ApiObject object) {
    if (object instanceof ApiObject.Pod pod) {
      own.podGone(pod);
    } else if (object instanceof ApiObject.StoredTask record) {
      own.recordGone(record.name(), String.valueOf(record.version()));
    } else if (object instanceof ApiObject.Revision revision) {
      own.revisions().gone(revision.name());
    }
  }
}
