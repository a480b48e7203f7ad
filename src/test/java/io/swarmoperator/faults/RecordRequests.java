package io.swarmoperator.faults;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.swarmoperator.act.RecordApi;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.decide.ServiceSpec;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.render.TaskMapping;
import io.swarmoperator.sim.ApiObject;
import java.util.IdentityHashMap;
import java.util.Optional;

/** A process' requests about records, answered as the API server answers them. */
final class RecordRequests implements RecordApi {
  private final Replica replica;

  /** What was made of what is stored: a watch shows the same thing to each write. */
  private final IdentityHashMap<ApiObject.StoredTask, SwarmTask> objects = new IdentityHashMap<>();

  RecordRequests(Replica replica) {
    this.replica = replica;
  }

  /** A service as the owner of its records. */
  static SwarmService owner(ServiceSpec spec) {
    SwarmService service = new SwarmService();
    service.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("default")
            .withName(spec.name())
            .withUid(spec.uid())
            .build());
    return service;
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
    return object(Answers.stored(replica.ask(api -> api.createRecord(task))));
  }

  @Override
  public SwarmTask replace(SwarmTask object) {
    TaskRecord task = record(object);
    long version = Long.parseLong(object.getMetadata().getResourceVersion());
    return object(Answers.stored(replica.ask(api -> api.replaceRecord(task, version))));
  }

  @Override
  public boolean delete(String namespace, String name) {
    return Answers.deleted(replica.ask(api -> api.deleteRecord(name)));
  }

  /** What the watch of records shows of one. */
  Optional<SwarmTask> shown(String namespace, String name) {
    return replica.cachedRecord(name).map(this::object);
  }

  private static TaskRecord record(SwarmTask object) {
    return TaskMapping.fromApi(object).orElseThrow();
  }

  private SwarmTask object(ApiObject.StoredTask stored) {
    return objects.computeIfAbsent(stored, this::made);
  }

  private SwarmTask made(ApiObject.StoredTask stored) {
    SwarmTask object = TaskMapping.toApi(replica.owner(), stored.task(), 0);
    object.getMetadata().setResourceVersion(String.valueOf(stored.version()));
    return object;
  }
}
