package io.swarmoperator.walk;

import io.swarmoperator.decide.FailureAction;
import io.swarmoperator.decide.Hold;
import io.swarmoperator.decide.Memory;
import io.swarmoperator.decide.ObservedTask;
import io.swarmoperator.decide.Plan;
import io.swarmoperator.decide.PodView;
import io.swarmoperator.decide.Revision;
import io.swarmoperator.decide.RolloutState;
import io.swarmoperator.decide.ServiceView;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.faults.Seen;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A rollout begins only where somebody has changed what the service is to run, has asked for it, an
 * update has failed that is to be rolled back, a hold has lapsed, or a task of another template is
 * at work and was left behind (S§5.1, S§6). What becomes of nodes and their labels is no cause: not
 * for what has ended, nor for what differs in its placement only. A rollout that stands still
 * because of a failure is followed by another only where a user has a hand in it: what it left
 * behind is there to be looked at. And what an updater makes belongs to the run under way, or to
 * none where a node that was passed over is brought up to date.
 */
final class RunsHaveCauses extends Check {
  private final Set<Integer> begun = new HashSet<>();

  RunsHaveCauses(Chronicle chronicle) {
    super(chronicle);
  }

  @Override
  public void decided(Seen seen, Plan plan) {
    ServiceView view = seen.view();
    if (plan.memory().rolloutCounter() > view.memory().rolloutCounter()) {
      look(view, plan.memory());
      begun.add(plan.memory().rolloutCounter());
    }
    Coming.of(seen, plan).values().stream()
        .filter(task -> task.reason().byUpdater() && !ofARun(view, task))
        .filter(task -> !waitsInsteadOfAnother(view, task))
        .forEach(task -> offend("made for no run that is under way: " + task));
  }

  private void look(ServiceView view, Memory after) {
    boolean paused = view.memory().rollout().filter(r -> r.state().paused()).isPresent();
    judged();
    if (paused) {
      judged("of runs that are paused");
    }
    boolean caused =
        requested(view, after)
            || (paused
                ? declaredAnew(view, after)
                : retargeted(view, after) || leftBehind(view, after));
    if (!caused) {
      offend("a run begins without a cause: " + after.rollout());
    }
  }

  /** A revision that is gone can't be held on to. */
  private static boolean declaredAnew(ServiceView view, Memory after) {
    Memory before = view.memory();
    boolean held =
        before.hold().filter(h -> view.revisions().containsKey(h.revision())).isPresent();
    boolean other = before.specRevision() != view.specRevision().number();
    return after.currentRevision() == view.specRevision().number()
        && (other || (before.hold().isPresent() && !held));
  }

  /** One that waited for a place in vain gives way to one that carries on its run (mechanics 5). */
  private boolean waitsInsteadOfAnother(ServiceView view, TaskIdentity task) {
    return view.specRevision().placement().maxReplicasPerNode() > 0
        && chronicle().slot(task.slot()).stream()
            .map(life -> life.identity)
            .anyMatch(t -> t.reason() == task.reason() && t.rollout() == task.rollout());
  }

  private boolean ofARun(ServiceView view, TaskIdentity task) {
    if (task.rollout() == 0) {
      return view.spec().mode().perNode();
    }
    boolean present =
        view.memory()
            .rollout()
            .filter(r -> r.state().active() && r.number() == task.rollout())
            .isPresent();
    return present && begun.contains(task.rollout());
  }

  /** To what is declared, or back from an update that failed. */
  private static boolean retargeted(ServiceView view, Memory after) {
    Memory before = view.memory();
    if (after.currentRevision() == before.currentRevision()) {
      return false;
    }
    boolean failed =
        before.rollout().filter(r -> r.state() == RolloutState.UPDATING).isPresent()
            && view.spec().update().failureAction() == FailureAction.ROLLBACK
            && after.hold().filter(h -> h.cause() == Hold.Cause.UPDATE_FAILED).isPresent();
    return failed || after.currentRevision() == view.specRevision().number();
  }

  private static boolean requested(ServiceView view, Memory after) {
    return view.request().isPresent() && !after.handled().equals(view.memory().handled());
  }

  private boolean leftBehind(ServiceView view, Memory after) {
    Optional<Revision> target = Optional.ofNullable(view.revisions().get(after.currentRevision()));
    return target.isEmpty()
        || view.tasks().stream()
            .filter(RunsHaveCauses::atWork)
            .flatMap(t -> chronicle().life(t.identity().name()).stream())
            .map(chronicle()::revision)
            .anyMatch(r -> !r.unplacedHash().equals(target.get().unplacedHash()));
  }

  /** As far as it is seen. */
  private static boolean atWork(ObservedTask task) {
    boolean toldOrEnded =
        task.record().filter(r -> r.desired().stops() || r.state().ended()).isPresent();
    boolean finished =
        task.pod()
            .filter(
                p ->
                    p.phase() == PodView.Phase.SUCCEEDED
                        || p.phase() == PodView.Phase.FAILED
                        || p.gone())
            .isPresent();
    return !toldOrEnded && !finished;
  }
}
