package io.swarmoperator.walk;

import io.swarmoperator.decide.Action;
import io.swarmoperator.decide.Plan;
import io.swarmoperator.faults.Audit;
import io.swarmoperator.faults.Seen;
import java.util.List;

/** All checks, told of what operators decide and do. */
final class Checks implements Audit {
  private Chronicle chronicle;
  private Progress progress;

  /** Judges a walk from its beginning. */
  void of(Chronicle of) {
    chronicle = of;
    progress = new Progress(of);
    List.of(
            new OneTaskPerSlot(of),
            new TasksKeepRunning(of),
            new AttemptNumbers(of),
            new StopsHaveCauses(of),
            new RunsHaveCauses(of),
            new Parallelism(of),
            new FailuresAreCounted(of),
            new NothingMovesWhilePaused(of),
            new RollbackEndsOnHeldRevision(of),
            new RunsComeToAnEnd(of),
            new HistoryLimit(of),
            new NothingIsLeftBehind(of),
            new RestartPolicies(of),
            new RecordsOnlyAdvance(of),
            new NodesAreServed(of),
            new JobIterations(of),
            new WorkIsDoneOnce(of),
            new JobSize(of),
            new Placing(of),
            progress)
        .forEach(of::judge);
  }

  Progress progress() {
    return progress;
  }

  @Override
  public void decided(Seen seen, Plan plan) {
    chronicle.checks().forEach(c -> c.decided(seen, plan));
  }

  @Override
  public void created(Seen seen, Action.CreatePod action, boolean made) {
    chronicle.checks().forEach(c -> c.created(seen, action, made));
  }

  @Override
  public void deleting(Seen seen, Action.DeletePod action) {
    chronicle.checks().forEach(c -> c.deleting(seen, action));
    chronicle.told(action.pod(), action.uid());
  }

  @Override
  public void ended(boolean acted, boolean changed) {
    chronicle.checks().forEach(c -> c.ended(acted, changed));
  }

  @Override
  public void offence(String what) {
    chronicle.offend(Whole.OPERATOR, what);
  }
}
