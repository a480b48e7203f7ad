package io.swarmoperator.walk;

import io.swarmoperator.decide.DesiredState;

/**
 * An attempt number is never given twice in a slot, and a task that has left the history doesn't
 * come back. A pod that came and went while no operator lived to note it leaves no trace, though:
 * its number may be used again. And of two operators one may have seen neither that a record was
 * made nor that it was deleted: the API server has nothing left to tell it, so it may note once
 * more that the task stops.
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
    boolean stops = life.record.map(r -> r.desired().stops()).orElse(false);
    if (life.forgotten && !(chronicle().contested() && stops)) {
      offend("a forgotten task is recorded: " + life.record);
    }
  }
}
