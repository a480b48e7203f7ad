package io.swarmoperator.decide;

import java.util.List;
import java.util.Optional;

/**
 * What the operator must remember of a service between two reconciles and has no other place for:
 * part of its status. A plan whose memory differs from the view's is carried out only after that
 * memory has been written.
 *
 * @param specRevision number of the revision that the spec says; 0 before the first reconcile
 * @param currentRevision number of the revision that the service is meant to run, the target; 0
 *     before the first reconcile
 * @param previousRevision the target before the present one, where {@code rollback: previous}
 *     leads; 0 when there is none
 * @param rolledOut numbers of the revisions that were fully rolled out, each once, latest last
 * @param hold present while a rollback holds the spec back
 * @param rollout the present or last run of an update or rollback
 * @param rolloutCounter the highest number given to a rollout
 * @param attemptFloor attempts in slots without tasks go on above it
 * @param handled the request that was carried out and whose annotation has yet to go ({@link
 *     Request#key()})
 * @param job the present run of a job; empty for services
 */
public record Memory(
    long specRevision,
    long currentRevision,
    long previousRevision,
    List<Long> rolledOut,
    Optional<Hold> hold,
    Optional<Rollout> rollout,
    int rolloutCounter,
    int attemptFloor,
    Optional<String> handled,
    Optional<JobIteration> job) {

  /** What is remembered of a service never seen before. */
  public static final Memory NONE =
      new Memory(
          0,
          0,
          0,
          List.of(),
          Optional.empty(),
          Optional.empty(),
          0,
          0,
          Optional.empty(),
          Optional.empty());

  public Memory {
    rolledOut = List.copyOf(rolledOut);
  }

  /** The run that hands out slots or watches what it made; empty when it is paused or over. */
  Optional<Rollout> activeRun() {
    return rollout.filter(r -> r.state().active());
  }

  /** The run that is not over: one that is paused is not. */
  Optional<Rollout> openRun() {
    return rollout.filter(r -> !r.state().done());
  }

  Memory withRollout(Optional<Rollout> newRollout) {
    int counter = Math.max(rolloutCounter, newRollout.map(Rollout::number).orElse(0));
    return new Memory(
        specRevision,
        currentRevision,
        previousRevision,
        rolledOut,
        hold,
        newRollout,
        counter,
        attemptFloor,
        handled,
        job);
  }

  Memory withTarget(long target, long previous) {
    return new Memory(
        specRevision,
        target,
        previous,
        rolledOut,
        hold,
        rollout,
        rolloutCounter,
        attemptFloor,
        handled,
        job);
  }

  Memory withSpecRevision(long revision) {
    return new Memory(
        revision,
        currentRevision,
        previousRevision,
        rolledOut,
        hold,
        rollout,
        rolloutCounter,
        attemptFloor,
        handled,
        job);
  }

  Memory withHold(Optional<Hold> newHold) {
    return new Memory(
        specRevision,
        currentRevision,
        previousRevision,
        rolledOut,
        newHold,
        rollout,
        rolloutCounter,
        attemptFloor,
        handled,
        job);
  }

  Memory withRolledOut(List<Long> revisions) {
    return new Memory(
        specRevision,
        currentRevision,
        previousRevision,
        revisions,
        hold,
        rollout,
        rolloutCounter,
        attemptFloor,
        handled,
        job);
  }

  Memory withAttemptFloor(int floor) {
    return new Memory(
        specRevision,
        currentRevision,
        previousRevision,
        rolledOut,
        hold,
        rollout,
        rolloutCounter,
        floor,
        handled,
        job);
  }

  Memory withHandled(Optional<String> request) {
    return new Memory(
        specRevision,
        currentRevision,
        previousRevision,
        rolledOut,
        hold,
        rollout,
        rolloutCounter,
        attemptFloor,
        request,
        job);
  }

  Memory withJob(JobIteration iteration) {
    return new Memory(
        specRevision,
        currentRevision,
        previousRevision,
        rolledOut,
        hold,
        rollout,
        rolloutCounter,
        attemptFloor,
        handled,
        Optional.of(iteration));
  }
}
