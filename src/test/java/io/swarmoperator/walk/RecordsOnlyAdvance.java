package io.swarmoperator.walk;

import io.swarmoperator.decide.DesiredState;
import io.swarmoperator.decide.TaskRecord;

/**
 * An end that is recorded stays as it is, what a task was seen to be and what it is meant to be
 * never go back, and what it was made for never changes. One that waited begins anew when it is
 * started: as prepared as it was said to be it had no pod. Two operators may make one task for
 * different reasons, though, and have more to say of it before they know of one another.
 */
final class RecordsOnlyAdvance extends Check {
  RecordsOnlyAdvance(Chronicle chronicle) {
    super(chronicle);
  }

  @Override
  void recordSaved(Life life, TaskRecord after) {
    if (life.record.isPresent()) {
      judged();
    }
    life.record
        .filter(b -> b.state().ended() && b.state() != after.state())
        .ifPresent(b -> offend("an end has changed: " + b + " to " + after));
    life.record
        .filter(b -> !b.state().ended() && !starts(b, after))
        .filter(b -> b.state().compareTo(after.state()) > 0)
        .ifPresent(b -> offend("the state has gone back: " + b + " to " + after));
    life.record
        .filter(b -> !b.identity().equals(after.identity()) && !chronicle().contested())
        .ifPresent(b -> offend("a task has become another: " + b + " to " + after));
    life.record
        .filter(b -> b.desired().compareTo(after.desired()) > 0)
        .ifPresent(b -> offend("the desired state has gone back: " + b + " to " + after));
  }

  private static boolean starts(TaskRecord before, TaskRecord after) {
    return before.desired() == DesiredState.READY && after.desired() != DesiredState.READY;
  }
}
