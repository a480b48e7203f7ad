package io.swarmoperator.walk;

import io.swarmoperator.decide.DesiredState;

/**
 * An attempt number is never given twice in a slot, and a task that has left the history doesn't
 * come back. A pod that came and went while no operator lived to note it leaves no trace, though:
 * its number may be used again. So does a task of which one of two operators has seen neither that
 * it was made nor that it was deleted, or not yet that the service was scaled meanwhile: the API
 * server has nothing left to tell it. At rest nothing of it is left behind.
 */
final class AttemptNumbers extends Check {
  AttemptNumbers(Chronicle chronicle) {
    super(chronicle);
  }

  @Override
  boolean holdsUnderTwo() {
    return false;
  }

  @Override
  void podMade(Life life) {
    boolean noted = life.known().map(r -> r.desired() != DesiredState.READY).orElse(false);
    if (!life.uid.isEmpty() && noted) {
      offend("the number of " + life + " is given to a second pod");
    }
    if (life.forgotten) {
      offend("a forgotten task gets a pod: " + life);
    }
  }

  @Override
  void record(Life life) {
    if (life.forgotten) {
      offend("a forgotten task is recorded: " + life.record);
    }
  }
}
