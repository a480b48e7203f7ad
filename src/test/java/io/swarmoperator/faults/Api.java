package io.swarmoperator.faults;

import io.swarmoperator.decide.Action;
import io.swarmoperator.decide.Memory;
import io.swarmoperator.decide.Request;
import io.swarmoperator.decide.ServiceStatus;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.sim.ApiObject;
import io.swarmoperator.sim.Content;
import io.swarmoperator.sim.OpenCluster;
import io.swarmoperator.sim.Writes;
import java.util.Optional;

/**
 * The API server's side of each request: names are unique, replacing needs the stored version,
 * deleting a pod its uid. Tests of the checks weaken one of these by overriding it.
 */
public class Api {
  private final OpenCluster cluster;

  Api(OpenCluster cluster) {
    this.cluster = cluster;
  }

  OpenCluster cluster() {
    return cluster;
  }

  ApiObject.Service service() {
    return cluster.feed().service();
  }

  /** Replaces the status of the service, if the version still stands. */
  Reply<ApiObject.Service> replaceStatus(long version, Memory memory, ServiceStatus status) {
    ApiObject.Service live = service();
    if (live.version() != version) {
      return Reply.of(Reply.Kind.CONFLICT);
    }
    cluster.writes().write(live.memory(), memory, status);
    return Reply.done(service());
  }

  /** Removes a request's annotation, if it still says the same. */
  Reply<ApiObject.Service> removeRequest(Request request) {
    if (!service().request().equals(Optional.of(request))) {
      return Reply.of(Reply.Kind.CONFLICT);
    }
    cluster.writes().write(new Action.RemoveRequest(request));
    return Reply.done(service());
  }

  Optional<ApiObject.Pod> pod(String name) {
    return cluster.feed().pod(name);
  }

  Optional<ApiObject.Node> node(String name) {
    return Optional.ofNullable(cluster.feed().nodes().get(name));
  }

  Reply<ApiObject.Pod> createPod(Action.CreatePod create) {
    String name = create.task().identity().name();
    if (pod(name).isPresent()) {
      return Reply.of(Reply.Kind.CONFLICT);
    }
    return cluster.writes().write(create) == Writes.Outcome.REFUSED
        ? Reply.refused("pods \"" + name + "\" is forbidden")
        : Reply.done(pod(name).orElseThrow());
  }

  Reply<ApiObject.Pod> deletePod(String name, String uid) {
    Optional<ApiObject.Pod> live = pod(name);
    if (live.isEmpty()) {
      return Reply.of(Reply.Kind.GONE);
    }
    if (!live.get().facts().uid().equals(uid)) {
      return Reply.of(Reply.Kind.CONFLICT);
    }
    cluster.writes().write(new Action.DeletePod(name, uid));
    return Reply.done(live.get());
  }

  /** Labels a pod, if it is still the one that is meant. */
  Reply<ApiObject.Pod> labelPod(Action.LabelPod label) {
    Optional<ApiObject.Pod> live =
        pod(label.pod()).filter(p -> p.facts().uid().equals(label.uid()));
    live.ifPresent(pod -> cluster.writes().write(label));
    return live.map(Reply::done).orElseGet(() -> Reply.of(Reply.Kind.GONE));
  }

  Optional<ApiObject.StoredTask> record(String name) {
    return Optional.ofNullable(cluster.feed().records().get(name));
  }

  Reply<ApiObject.StoredTask> createRecord(TaskRecord task) {
    return record(task.identity().name()).isPresent() ? Reply.of(Reply.Kind.CONFLICT) : store(task);
  }

  /** Replaces a record, if its version still stands. */
  Reply<ApiObject.StoredTask> replaceRecord(TaskRecord task, long version) {
    Optional<ApiObject.StoredTask> live = record(task.identity().name());
    if (live.isEmpty()) {
      return Reply.of(Reply.Kind.GONE);
    }
    return live.get().version() == version ? store(task) : Reply.of(Reply.Kind.CONFLICT);
  }

  private Reply<ApiObject.StoredTask> store(TaskRecord task) {
    cluster.writes().write(new Action.SaveRecord(task));
    return Reply.done(record(task.identity().name()).orElseThrow());
  }

  Reply<ApiObject.StoredTask> deleteRecord(String name) {
    Optional<ApiObject.StoredTask> live = record(name);
    if (live.isEmpty()) {
      return Reply.of(Reply.Kind.GONE);
    }
    cluster.writes().write(new Action.DeleteRecord(name));
    return Reply.done(live.get());
  }

  Optional<ApiObject.Revision> revision(String hash) {
    return Optional.ofNullable(cluster.feed().revisions().get(hash));
  }

  Reply<ApiObject.Revision> createRevision(long number, Content content) {
    return revision(content.hash()).isPresent()
        ? Reply.of(Reply.Kind.CONFLICT)
        : Reply.done(cluster.feed().addRevision(number, content));
  }

  Reply<ApiObject.Revision> deleteRevision(String hash) {
    Optional<ApiObject.Revision> live = revision(hash);
    cluster.feed().removeRevision(hash);
    return live.map(Reply::done).orElseGet(() -> Reply.of(Reply.Kind.GONE));
  }
}
