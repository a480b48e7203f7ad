package io.swarmoperator.faults;

import io.swarmoperator.decide.PodView;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.observe.PodKind;
import io.swarmoperator.sim.ApiObject;
import java.util.Optional;

/** Pods as the simulated cluster has them. */
final class SimulatedPods implements PodKind<ApiObject.Pod> {
  static final PodKind<ApiObject.Pod> KIND = new SimulatedPods();

  private SimulatedPods() {}

  @Override
  public String name(ApiObject.Pod pod) {
    return pod.name();
  }

  @Override
  public String uid(ApiObject.Pod pod) {
    return pod.facts().uid();
  }

  @Override
  public boolean deleting(ApiObject.Pod pod) {
    return pod.facts().deleting();
  }

  @Override
  public Optional<TaskIdentity> identity(ApiObject.Pod pod) {
    return Optional.of(pod.identity());
  }

  @Override
  public PodView facts(ApiObject.Pod pod, boolean deletedByUs) {
    return deletedByUs ? pod.deleting().facts() : pod.facts();
  }

  @Override
  public PodView factsOfGone(ApiObject.Pod pod) {
    return pod.gone().facts();
  }
}
