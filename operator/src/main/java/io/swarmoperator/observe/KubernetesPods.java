package io.swarmoperator.observe;

import io.fabric8.kubernetes.api.model.Pod;
import io.swarmoperator.decide.PodView;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.render.TaskMapping;
import java.util.Optional;

/** Pods as a cluster has them. */
public final class KubernetesPods implements PodKind<Pod> {
  /** The one there is. */
  public static final PodKind<Pod> KIND = new KubernetesPods();

  private KubernetesPods() {}

  @Override
  public String name(Pod pod) {
    return pod.getMetadata().getName();
  }

  @Override
  public String uid(Pod pod) {
    return pod.getMetadata().getUid();
  }

  @Override
  public boolean deleting(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  @Override
  public Optional<TaskIdentity> identity(Pod pod) {
    return TaskMapping.identityOf(pod);
  }

  @Override
  public PodView facts(Pod pod, boolean deletedByUs) {
    return PodFacts.of(pod, deletedByUs);
  }

  @Override
  public PodView factsOfGone(Pod pod) {
    return PodFacts.ofGone(pod);
  }
}
