package io.swarmoperator.decide;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A task as it is remembered: one {@code SwarmTask} (design §2.3).
 *
 * @param identity what never changes
 * @param desired what it is meant to be
 * @param state what it was last seen to be
 * @param startAfter while it waits: not before this instant; empty: as soon as older tasks of the
 *     slot have stopped
 * @param message Swarm's word for the last step
 * @param error why it ended, empty when it didn't or was told to
 * @param exitCode of its container, once known
 * @param imageId what ran, empty until known
 * @param nodeName where it runs or ran, empty until scheduled
 * @param createdAt when the operator decided on it
 * @param runningAt when it was first seen running
 * @param finishedAt when it was first seen ended
 */
public record TaskRecord(
    TaskIdentity identity,
    DesiredState desired,
    TaskState state,
    Optional<Instant> startAfter,
    String message,
    String error,
    OptionalInt exitCode,
    String imageId,
    String nodeName,
    Instant createdAt,
    Optional<Instant> runningAt,
    Optional<Instant> finishedAt) {

  /** A task that was just decided on. */
  static TaskRecord created(
      TaskIdentity identity, DesiredState desired, Optional<Instant> startAfter, Instant now) {
    TaskState state = desired == DesiredState.READY ? TaskState.READY : TaskState.NEW;
    return new TaskRecord(
        identity,
        desired,
        state,
        startAfter,
        "created",
        "",
        OptionalInt.empty(),
        "",
        "",
        now,
        Optional.empty(),
        Optional.empty());
  }

  TaskRecord withDesired(DesiredState newDesired) {
    DesiredState higher = newDesired.compareTo(desired) > 0 ? newDesired : desired;
    return new TaskRecord(
        identity,
        higher,
        state,
        startAfter,
        message,
        error,
        exitCode,
        imageId,
        nodeName,
        createdAt,
        runningAt,
        finishedAt);
  }

  TaskRecord started() {
    return new TaskRecord(
        identity,
        DesiredState.RUNNING,
        TaskState.NEW,
        Optional.empty(),
        "created",
        "",
        exitCode,
        imageId,
        nodeName,
        createdAt,
        runningAt,
        finishedAt);
  }

  /** The wait is over and its pod was made: from now on the progress deadline counts. */
  TaskRecord startedAt(Instant now) {
    return new TaskRecord(
        identity,
        DesiredState.RUNNING,
        state,
        Optional.of(now),
        message,
        error,
        exitCode,
        imageId,
        nodeName,
        createdAt,
        runningAt,
        finishedAt);
  }

  TaskRecord ended(TaskState newState, String newMessage, String newError, Instant now) {
    return new TaskRecord(
        identity,
        DesiredState.SHUTDOWN.compareTo(desired) > 0 ? DesiredState.SHUTDOWN : desired,
        newState,
        startAfter,
        newMessage,
        newError,
        exitCode,
        imageId,
        nodeName,
        createdAt,
        runningAt,
        finishedAt.or(() -> Optional.of(now)));
  }
}
