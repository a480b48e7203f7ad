package io.swarmoperator.walk;

import io.swarmoperator.decide.Rollout;

/**
 * An update or rollback that is still under way when nothing more happens waits for a task: for one
 * that doesn't come to run (s20b), or that doesn't stop. Others are completed, or paused.
 */
final class RunsComeToAnEnd extends Check {
  RunsComeToAnEnd(Chronicle chronicle) {
    super(chronicle);
  }

  @Override
  void atRest() {
    boolean paused = chronicle().specPausedSince().isPresent();
    chronicle().memory().rollout().filter(r -> r.state().active() && !paused).ifPresent(this::look);
  }

  private void look(Rollout run) {
    judged();
    boolean waits =
        chronicle().slots().values().stream()
            .flatMap(slot -> slot.values().stream())
            .anyMatch(life -> life.atWork() && !life.serves());
    if (!waits) {
      offend("waits for nothing: " + run);
    }
  }
}
