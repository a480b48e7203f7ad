package io.swarmoperator.walk;

import io.swarmoperator.decide.Action;
import io.swarmoperator.decide.Availability;
import io.swarmoperator.decide.JobIteration;
import io.swarmoperator.decide.Mode;
import io.swarmoperator.decide.NodeView;
import io.swarmoperator.decide.Reason;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.decide.TaskState;
import io.swarmoperator.faults.Seen;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A task that runs well is stopped only if its slot is too many, its node gives it away or is lost,
 * or the slot has another task instead: a slot that a rollout hasn't taken is never touched. One
 * that was told while it waited in vain for a place may get one before its pod goes: what a task is
 * meant to be never goes back (S§1.6).
 */
final class StopsHaveCauses extends Check {
  private final Set<Life> toldInTime = new HashSet<>();

  StopsHaveCauses(Chronicle chronicle) {
    super(chronicle);
  }

  @Override
  void recordSaved(Life life, TaskRecord after) {
    if (after.desired().stops() && life.startedAt.isEmpty()) {
      toldInTime.add(life);
    }
  }

  @Override
  public void deleting(Seen seen, Action.DeletePod action) {
    chronicle()
        .life(action.pod())
        .filter(l -> l.serves() && l.uid.equals(action.uid()) && l.toldAt.isEmpty())
        .filter(l -> !l.pod.orElseThrow().facts().disrupted() && !toldInTime.contains(l))
        .filter(l -> !tooMany(seen) && !leaves(l, seen) && !replaced(l) && !isOver(l, seen))
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
    boolean counted = seen.view().spec().mode() instanceof Mode.Replicated;
    return (counted && live > chronicle().wanted(seen.view().spec())) || given;
  }

  /** The job runs again, or somebody else has done the work meanwhile. */
  private boolean isOver(Life life, Seen seen) {
    int iteration = seen.view().memory().job().map(JobIteration::index).orElse(0);
    boolean done =
        chronicle().slot(life.slot()).stream()
            .flatMap(o -> o.known().stream())
            .anyMatch(r -> r.state() == TaskState.COMPLETE);
    return seen.view().spec().mode().job() && (life.identity.iteration() != iteration || done);
  }

  private boolean leaves(Life life, Seen seen) {
    String name = life.pod.orElseThrow().facts().nodeName();
    NodeView node = seen.view().nodes().get(name);
    return node == null
        || !allowed(node, seen)
        || node.availability() == Availability.DRAIN
        || node.downAt().filter(d -> !d.isAfter(chronicle().now())).isPresent()
        || chronicle().drainedAfter(name, life.podAt.orElseThrow())
        || chronicle().downAfter(name, life.podAt.orElseThrow()).isPresent();
  }

  /** As the operator sees the node (S§10.5). */
  private static boolean allowed(NodeView node, Seen seen) {
    return Optional.ofNullable(seen.view().revisions().get(seen.view().memory().currentRevision()))
        .orElse(seen.view().specRevision())
        .placement()
        .allows(node);
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
