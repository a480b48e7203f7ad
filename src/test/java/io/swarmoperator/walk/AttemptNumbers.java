package io.swarmoperator.walk;

import io.swarmoperator.decide.Action;
import io.swarmoperator.decide.DesiredState;
import io.swarmoperator.decide.ObservedTask;
import io.swarmoperator.decide.Plan;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.faults.Seen;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;

/**
 * An attempt number is never given twice in a slot, and a task that has left the history doesn't
 * come back. Whatever happens, a new task's number is above all that its maker sees in the slot,
 * and above the floor where it sees none, and nobody makes a pod of a task of which it sees that it
 * had one.
 *
 * <p>Two things can't be known. A pod that came and went before its record said so has left
 * nothing: what the API server holds is what it would hold had the pod never been made. As long as
 * an operator lives and hears, it notes every pod that outlasts the answer to its creation, so this
 * takes something that befell it after the pod was made, or a pod that was gone again within the
 * time that an answer of this walk's API server may take. And of two operators one may have seen
 * neither that a task was made nor that it was forgotten, nor that the service was scaled
 * meanwhile: the API server guards each object, and of a forgotten one there is nothing left to
 * guard.
 */
final class AttemptNumbers extends Check {
  /** Those whose pod was gone before an operator can have noted it. */
  private final Set<Life> passing = new HashSet<>();

  AttemptNumbers(Chronicle chronicle) {
    super(chronicle);
  }

  @Override
  public void decided(Seen seen, Plan plan) {
    Coming.of(seen, plan)
        .values()
        .forEach(
            task -> {
              OptionalInt newest = newest(seen, task);
              judged();
              int floor = seen.view().memory().attemptFloor();
              boolean run = seen.view().spec().mode().job() && !followsOneOfItsRun(seen, task);
              int least =
                  newest.isEmpty() || run ? Math.max(newest.orElse(0), floor) : newest.getAsInt();
              if (task.attempt() <= least) {
                offend("number " + task.attempt() + " is given after " + least + ": " + task);
              }
            });
  }

  /** What a job restarts follows what it replaces; the first of a run follows all before it. */
  private static boolean followsOneOfItsRun(Seen seen, TaskIdentity task) {
    return task.reason().byRestart()
        && seen.view().tasks().stream()
            .map(ObservedTask::identity)
            .anyMatch(t -> t.slot().equals(task.slot()) && t.iteration() == task.iteration());
  }

  private static OptionalInt newest(Seen seen, TaskIdentity task) {
    return seen.view().tasks().stream()
        .filter(t -> t.record().isPresent() || t.pod().map(p -> !p.gone()).orElse(false))
        .map(ObservedTask::identity)
        .filter(t -> t.slot().equals(task.slot()))
        .mapToInt(TaskIdentity::attempt)
        .max();
  }

  @Override
  public void created(Seen seen, Action.CreatePod action, boolean made) {
    String name = action.task().identity().name();
    boolean had =
        seen.view().tasks().stream()
            .filter(t -> t.identity().name().equals(name))
            .flatMap(t -> t.record().stream())
            .anyMatch(AttemptNumbers::hasHadItsPod);
    if (made && had) {
      offend("a second pod is made of what is known to have had one: " + action.task());
    }
  }

  private static boolean hasHadItsPod(TaskRecord record) {
    return record.desired() != DesiredState.READY;
  }

  @Override
  void pod(Life life) {
    if (life.pod.isEmpty() && life.fleeting()) {
      passing.add(life);
    }
  }

  @Override
  void podMade(Life life) {
    boolean noted = life.known().filter(AttemptNumbers::hasHadItsPod).isPresent();
    if (!life.uid.isEmpty()) {
      judged("of pods that are made again");
    }
    if (!life.uid.isEmpty() && noted && !chronicle().contested()) {
      offend("the number of " + life + " is given to a second pod");
    }
    if (!life.uid.isEmpty() && !noted && attended(life)) {
      offend("nothing kept the operator from noting the first pod of " + life);
    }
    if (life.forgotten && !chronicle().contested()) {
      offend("a forgotten task gets a pod: " + life);
    }
  }

  private boolean attended(Life life) {
    return !passing.contains(life) && life.podAt.orElseThrow().isAfter(chronicle().troubledUntil());
  }

  @Override
  void record(Life life) {
    if (life.forgotten && !chronicle().contested()) {
      offend("a forgotten task is recorded: " + life.record);
    }
  }
}
