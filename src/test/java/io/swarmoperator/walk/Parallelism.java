package io.swarmoperator.walk;

import io.swarmoperator.decide.DesiredState;
import io.swarmoperator.decide.Reason;
import io.swarmoperator.decide.RolloutPolicy;
import io.swarmoperator.decide.ServiceSpec;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.sim.ApiObject;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * A rollout takes a slot only while fewer slots than its parallelism are in work: their new tasks
 * neither ran nor ended yet, or ran for less than the delay.
 */
final class Parallelism extends Check {
  private int widestUpdate;
  private int widestRollback;

  Parallelism(Chronicle chronicle) {
    super(chronicle);
    widen(chronicle.spec());
  }

  @Override
  boolean holdsUnderTwo() {
    return false;
  }

  @Override
  void service(ApiObject.Service before, ApiObject.Service after) {
    widen(after.declared().spec());
  }

  /** A change of the policy doesn't take back what was taken before it. */
  private void widen(ServiceSpec spec) {
    widestUpdate = Math.max(widestUpdate, width(spec.update()));
    widestRollback = Math.max(widestRollback, width(spec.rollback()));
  }

  private static int width(RolloutPolicy policy) {
    return policy.parallelism() == 0 ? Integer.MAX_VALUE : policy.parallelism();
  }

  @Override
  void taskMade(Life made) {
    if (!made.identity.reason().byUpdater() || made.identity.rollout() == 0) {
      return;
    }
    boolean back = made.identity.reason() == Reason.ROLLED_BACK;
    RolloutPolicy policy = back ? chronicle().spec().rollback() : chronicle().spec().update();
    long busy =
        chronicle().slots().entrySet().stream()
            .filter(slot -> !slot.getKey().equals(made.slot()))
            .filter(slot -> isPart(slot.getKey()))
            .filter(slot -> inWork(slot.getValue(), made.identity.rollout(), policy))
            .count();
    if (busy >= (back ? widestRollback : widestUpdate)) {
      offend(made + " is made while " + busy + " other slots are in work");
    }
  }

  /** An update waits for no node that is out of service. */
  private boolean isPart(SlotId slot) {
    return slot.node().isEmpty()
        || Optional.ofNullable(chronicle().feed().nodes().get(slot.node()))
            .filter(n -> chronicle().takes(n.facts()))
            .isPresent();
  }

  private boolean inWork(NavigableMap<Integer, Life> slot, int rollout, RolloutPolicy policy) {
    return slot.values().stream()
        .filter(l -> l.identity.reason().byUpdater() && l.identity.rollout() == rollout)
        .anyMatch(l -> inWork(l, policy));
  }

  private boolean inWork(Life life, RolloutPolicy policy) {
    boolean removed =
        life.record.map(r -> r.desired() == DesiredState.REMOVE).orElse(life.forgotten);
    boolean takenBack =
        life.toldAt.isPresent() || life.record.map(r -> r.desired().stops()).orElse(false);
    if (removed) {
      return false;
    }
    // one that ended may never have been seen ready: then it ran since its start, as its kubelet
    // says
    Optional<Instant> reached =
        life.endedAt.isPresent() ? life.startedAt.or(() -> life.endedAt) : life.readyAt;
    return reached.map(at -> at.plus(policy.delay()).isAfter(chronicle().now())).orElse(!takenBack);
  }
}
