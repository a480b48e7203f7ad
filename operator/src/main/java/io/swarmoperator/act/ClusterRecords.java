package io.swarmoperator.act;

import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import java.util.Optional;

/** The records of a cluster. */
final class ClusterRecords implements RecordApi {
  private final ApiWrites writes;

  ClusterRecords(ApiWrites writes) {
    this.writes = writes;
  }

  @Override
  public Optional<SwarmTask> record(String namespace, String name) {
    return writes.get(SwarmTask.class, namespace, name);
  }

  @Override
  public Optional<SwarmService> service(String namespace, String name) {
    return writes.get(SwarmService.class, namespace, name);
  }

  @Override
  public SwarmTask create(SwarmTask record) {
    return writes.create(record);
  }

  @Override
  public SwarmTask replace(SwarmTask record) {
    return writes.replace(record);
  }

  @Override
  public boolean delete(String namespace, String name) {
    return writes.delete(SwarmTask.class, namespace, name);
  }
}
