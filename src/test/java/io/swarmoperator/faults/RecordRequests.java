package io.swarmoperator.faults;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.swarmoperator.act.RecordApi;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.render.TaskMapping;
import io.swarmoperator.sim.ApiObject;
import java.util.Optional;

/** A process' requests about records, answered as the API server answers them. */
final class RecordRequests implements RecordApi {
  private final Replica replica;

  RecordRequests(Replica replica) {
    this.replica = replica;
  }

  @Override
  public Optional<SwarmTask> record(String namespace, String name) {
    return replica.api().record(name).map(this::object);
  }

  @Override
  public Optional<SwarmService> service(String namespace, String name) {
    return Optional.of(replica.owner());
  }

  @Override
  public SwarmTask create(SwarmTask object) {
    TaskRecord task = record(object);
    return stored(replica.ask(api -> api.createRecord(task)));
  }

  @Override
  public SwarmTask replace(SwarmTask object) {
    TaskRecord task = record(object);
    long version = Long.parseLong(object.getMetadata().getResourceVersion());
    return stored(replica.ask(api -> api.replaceRecord(task, version)));
  }

  @Override
  public boolean delete(String namespace, String name) {
    Reply<ApiObject.StoredTask> reply = replica.ask(api -> api.deleteRecord(name));
    if (reply.is(Reply.Kind.LOST)) {
      throw failure(reply);
    }
    return reply.is(Reply.Kind.DONE);
  }

  /** What the watch of records shows of one. */
  Optional<SwarmTask> shown(String namespace, String name) {
    return replica.cachedRecord(name).map(this::object);
  }

  private SwarmTask stored(Reply<ApiObject.StoredTask> reply) {
    if (!reply.is(Reply.Kind.DONE)) {
      throw failure(reply);
    }
    return object(reply.object().orElseThrow());
  }

  private static TaskRecord record(SwarmTask object) {
    return TaskMapping.fromApi(object).orElseThrow();
  }

  private SwarmTask object(ApiObject.StoredTask stored) {
    SwarmTask object = TaskMapping.toApi(replica.owner(), stored.task(), 0);
    object.getMetadata().setResourceVersion(String.valueOf(stored.version()));
    return object;
  }

  private static KubernetesClientException failure(Reply<?> reply) {
    return switch (reply.kind()) {
      case CONFLICT -> answered(409);
      case GONE -> answered(404);
      case REFUSED -> answered(403);
      default -> new KubernetesClientException("no answer");
    };
  }

  private static KubernetesClientException answered(int code) {
    return new KubernetesClientException(new StatusBuilder().withCode(code).build());
  }
}
