package io.swarmoperator.walk;

import io.swarmoperator.decide.Rollout;
import io.swarmoperator.decide.RolloutPolicy;
import io.swarmoperator.decide.ServiceSpec;
import io.swarmoperator.decide.UpdateOrder;
import io.swarmoperator.sim.ApiObject;
import java.util.Optional;

/**
 * A rollout that begins with all N tasks running leaves N − parallelism of them running, or N with
 * start-first, as long as nothing but the operator stops any: no container ends, no node changes,
 * nobody scales.
 */
final class TasksKeepRunning extends Check {
  private Optional<Window> window = Optional.empty();

  private record Window(int rollout, ServiceSpec spec, int disturbances, int atLeast) {}

  TasksKeepRunning(Chronicle chronicle) {
    super(chronicle);
  }

  @Override
  boolean holdsUnderTwo() {
    return false;
  }

  @Override
  void service(ApiObject.Service before, ApiObject.Service after) {
    Optional<Rollout> active = after.memory().rollout().filter(r -> r.state().active());
    boolean same =
        window.isPresent()
            && active.filter(r -> r.number() == window.get().rollout()).isPresent()
            && window.get().spec().equals(after.declared().spec());
    if (!same) {
      window =
          active
              .filter(
                  r -> before.memory().rollout().map(b -> b.number() != r.number()).orElse(true))
              .filter(r -> whole(after.declared().spec()))
              .map(r -> open(r, after.declared().spec()));
    }
  }

  private Window open(Rollout rollout, ServiceSpec spec) {
    RolloutPolicy policy = rollout.state().rollback() ? spec.rollback() : spec.update();
    int replicas = chronicle().wanted(spec);
    int stopped = policy.parallelism() == 0 ? replicas : policy.parallelism();
    int atLeast =
        policy.order() == UpdateOrder.START_FIRST ? replicas : Math.max(0, replicas - stopped);
    return new Window(rollout.number(), spec, chronicle().disturbances(), atLeast);
  }

  private boolean whole(ServiceSpec spec) {
    long atWork =
        chronicle().slots().values().stream()
            .flatMap(slot -> slot.values().stream())
            .filter(Life::atWork)
            .count();
    int replicas = chronicle().wanted(spec);
    return everywhere(spec) && serving() == replicas && atWork == replicas && settled();
  }

  /** An update passes nodes over that are out of service, and they may return in its course. */
  private boolean everywhere(ServiceSpec spec) {
    return !spec.mode().perNode()
        || chronicle().feed().nodes().values().stream().allMatch(n -> chronicle().takes(n.facts()));
  }

  /** Whether nobody is about to leave its node, nor waits to come beside another (S§5.4 b). */
  private boolean settled() {
    boolean awaited =
        chronicle().slots().values().stream()
            .flatMap(slot -> slot.values().stream())
            .anyMatch(l -> !l.atWork() && l.record.map(r -> !r.desired().stops()).orElse(false));
    return !awaited && stay();
  }

  private boolean stay() {
    return chronicle().slots().values().stream()
        .flatMap(slot -> slot.values().stream())
        .filter(Life::atWork)
        .noneMatch(life -> chronicle().past().drainedAfter(life.node, life.podAt.orElseThrow()));
  }

  private long serving() {
    return chronicle().slots().values().stream()
        .filter(slot -> slot.values().stream().anyMatch(Life::serves))
        .count();
  }

  @Override
  void pod(Life life) {
    if (window.isEmpty()) {
      return;
    }
    if (window.get().disturbances() != chronicle().disturbances()) {
      window = Optional.empty();
      return;
    }
    judged();
    if (serving() < window.get().atLeast()) {
      offend(
          serving()
              + " tasks run in rollout "
              + window.get().rollout()
              + ", at least "
              + window.get().atLeast()
              + " should, after a change of "
              + life);
      window = Optional.empty();
    }
  }
}
