package io.swarmoperator.walk;

import io.swarmoperator.decide.Plan;
import io.swarmoperator.faults.Seen;

/**
 * An operator acts only to some effect: rounds that send something and change nothing don't follow
 * one another, and at rest a round does nothing at all and waits for nothing. Of two operators one
 * may repeat what the other has done until its watches show it.
 */
final class Progress extends Check {
  private static final int IN_VAIN = 3;

  private int inVain;
  private boolean resting;
  private Plan latest;

  Progress(Chronicle chronicle) {
    super(chronicle);
  }

  @Override
  public void ended(boolean acted, boolean changed) {
    judged();
    inVain = acted && !changed && !chronicle().contested() ? inVain + 1 : 0;
    if (inVain == IN_VAIN) {
      offend("acts again and again and changes nothing: " + latest);
    }
    if (resting && acted) {
      offend("acts although nothing has happened: " + latest);
    }
  }

  @Override
  public void decided(Seen seen, Plan plan) {
    latest = plan;
    boolean waits = plan.wakeAt().isPresent() || !plan.memory().equals(seen.view().memory());
    if (resting && (waits || !plan.idle())) {
      offend("not idle at rest: " + plan);
    }
  }

  /** From now on nothing happens that an operator could act upon. */
  void rests(boolean value) {
    resting = value;
  }
}
