package io.swarmoperator.walk;

import io.swarmoperator.decide.Action;
import io.swarmoperator.decide.Availability;
import io.swarmoperator.decide.NodeView;
import io.swarmoperator.decide.Reason;
import io.swarmoperator.faults.Seen;
import java.util.List;

/**
 * A task that runs well is stopped only if its slot is too many, its node gives it away or is lost,
 * or the slot has another task instead: a slot that a rollout hasn't taken is never touched.
 */
final class StopsHaveCauses extends Check {
  StopsHaveCauses(Chronicle chronicle) {
    super(chronicle);
  }

  @Override
  public void deleting(Seen seen, Action.DeletePod action) {
    chronicle()
        .life(action.pod())
        .filter(l -> l.serves() && l.uid.equals(action.uid()) && l.toldAt.isEmpty())
        .filter(l -> !l.pod.orElseThrow().facts().disrupted())
        .filter(l -> !tooMany(seen) && !leaves(l, seen) && !replaced(l))
        .filter(l -> seen.view().spec().progressDeadline().isEmpty())
        .ifPresent(l -> offend("no reason to stop " + l + ", " + l.known()));
  }

  private boolean tooMany(Seen seen) {
    long live =
        chronicle().slots().values().stream()
            .filter(
                slot ->
                    slot.values().stream()
                        .anyMatch(l -> l.known().map(r -> !r.desired().stops()).orElse(l.atWork())))
            .count();
    boolean given =
        chronicle().slots().values().stream()
            .flatMap(slot -> slot.values().stream())
            .anyMatch(
                l ->
                    l.record
                        .map(r -> r.desired() == io.swarmoperator.decide.DesiredState.REMOVE)
                        .orElse(false));
    return live > Chronicle.replicas(seen.view().spec()) || given;
  }

  private boolean leaves(Life life, Seen seen) {
    String name = life.pod.orElseThrow().facts().nodeName();
    NodeView node = seen.view().nodes().get(name);
    return node == null
        || node.availability() == Availability.DRAIN
        || node.downAt().isPresent()
        || chronicle().drainedAfter(name, life.podAt.orElseThrow())
        || chronicle().downAfter(name, life.podAt.orElseThrow()).isPresent();
  }

  private boolean replaced(Life life) {
    List<Life> others =
        chronicle().slot(life.slot()).stream().filter(o -> o != life && !gone(o)).toList();
    boolean successor =
        others.stream().anyMatch(o -> o.attempt() > life.attempt() && instead(life, o));
    boolean keptBeside = others.stream().anyMatch(o -> o.atWork() && o.toldAt.isEmpty());
    return successor || keptBeside;
  }

  private static boolean gone(Life life) {
    return life.forgotten;
  }

  /** A rollout keeps one of its revision that waits already (S§5.4 b). */
  private static boolean instead(Life life, Life other) {
    Reason reason = other.identity.reason();
    boolean waits =
        other.record.map(r -> !r.desired().stops()).orElse(false)
            && !other.identity.revision().equals(life.identity.revision());
    return waits
        || reason.byUpdater()
        || reason == Reason.NODE_DRAINED
        || reason == Reason.NODE_DOWN
        || reason == Reason.EVICTED;
  }
}
