package io.swarmoperator.walk;

import io.swarmoperator.decide.DesiredState;

/**
 * An attempt number is never given twice in a slot. A pod that came and went while no operator
 * lived to note it leaves no trace, though: its number may be used again.
 */
final class AttemptNumbers extends Check {
  AttemptNumbers(Chronicle chronicle) {
    super(chronicle);
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
      offend("a forgotten task is recorded: " + life);
    }
  }
}
