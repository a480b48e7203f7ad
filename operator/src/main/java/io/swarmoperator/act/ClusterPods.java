package io.swarmoperator.act;

import io.fabric8.kubernetes.api.model.Pod;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.decide.Action;
import io.swarmoperator.observe.KindCache;
import io.swarmoperator.observe.Observation;
import io.swarmoperator.observe.Revisions;
import io.swarmoperator.render.Owners;
import io.swarmoperator.render.PodRenderer;
import java.util.Optional;

/** The pods of a service in a cluster. */
final class ClusterPods implements PodWriter.PodApi<Pod> {
  private final ApiWrites writes;
  private final KindCache<Pod> cache;
  private final Observation seen;

  ClusterPods(ApiWrites writes, KindCache<Pod> cache, Observation seen) {
    this.writes = writes;
    this.cache = cache;
    this.seen = seen;
  }

  @Override
  public Pod create(Action.CreatePod action) {
    Revisions.Stored revision = seen.revisions().get(action.task().identity().revision());
    return writes.create(
        PodRenderer.render(seen.service(), revision.content(), action.task(), action.spot()));
  }

  @Override
  public Optional<Pod> find(String name) {
    SwarmService service = seen.service();
    String uid = service.getMetadata().getUid();
    return writes
        .get(Pod.class, service.getMetadata().getNamespace(), name)
        .filter(pod -> Owners.uid(pod).filter(uid::equals).isPresent());
  }

  @Override
  public boolean delete(String name, String uid) {
    return writes.delete(Pod.class, namespace(), name, uid);
  }

  @Override
  public boolean shows(String name, String uid) {
    return cache
        .get(namespace(), name)
        .filter(pod -> uid.equals(pod.getMetadata().getUid()))
        .isPresent();
  }

  private String namespace() {
    return seen.service().getMetadata().getNamespace();
  }
}
