package io.swarmoperator.walk;

/** Once a job runs again no task of an earlier run is started, and at rest none is left (S§8). */
final class JobIterations extends Check {
  JobIterations(Chronicle chronicle) {
    super(chronicle);
  }

  /** Of two operators one may not know yet that the job runs again. */
  @Override
  boolean holdsUnderTwo() {
    return false;
  }

  @Override
  void podMade(Life made) {
    if (chronicle().mode().job() && present() > 0) {
      judged();
    }
    if (outdated(made)) {
      offend(made + " of iteration " + made.identity.iteration() + " is made in " + present());
    }
  }

  @Override
  void atRest() {
    chronicle().slots().values().stream()
        .flatMap(slot -> slot.values().stream())
        .filter(l -> l.atWork() && outdated(l) && !onLostNode(l))
        .forEach(l -> offend(l + " is at work in iteration " + present()));
  }

  private boolean onLostNode(Life life) {
    return !chronicle().ready(life.node);
  }

  private boolean outdated(Life life) {
    return chronicle().mode().job() && iteration(life) < present();
  }

  /** A task of which nothing was left may be made again, with the same name, for another run. */
  private static int iteration(Life life) {
    return life.pod.map(p -> p.identity().iteration()).orElse(life.identity.iteration());
  }

  private int present() {
    return chronicle().iteration();
  }
}
