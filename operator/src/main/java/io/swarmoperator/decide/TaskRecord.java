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

  private static final String REFUSED = "rejected";

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
        identity.slot().node(),
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

  /**
   * The wait is over.
   *
   * @param started what it is meant to be from now on
   */
  TaskRecord started(DesiredState started) {
    return new TaskRecord(
        identity,
        started,
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
  TaskRecord startedAt(DesiredState started, Instant now) {
    return new TaskRecord(
        identity,
        started,
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

  /** The same with what its pod says of its container and its node. */
  TaskRecord seen(OptionalInt newExitCode, String newImageId, String newNodeName) {
    return new TaskRecord(
        identity,
        desired,
        state,
        startAfter,
        message,
        error,
        newExitCode,
        newImageId,
        newNodeName,
        createdAt,
        runningAt,
        finishedAt);
  }

  /** A step nearer to running (S§1.5). */
  TaskRecord advanced(TaskState newState, String newMessage, String newError) {
    return new TaskRecord(
        identity,
        desired,
        newState,
        startAfter,
        newMessage,
        newError,
        exitCode,
        imageId,
        nodeName,
        createdAt,
        runningAt,
        finishedAt);
  }

  /** The same, running since then; empty: it never ran. */
  TaskRecord ranSince(Optional<Instant> since) {
    return new TaskRecord(
        identity,
        desired,
        state,
        startAfter,
        message,
        error,
        exitCode,
        imageId,
        nodeName,
        createdAt,
        since,
        finishedAt);
  }

  TaskRecord ended(TaskState newState, String newMessage, String newError, Instant now) {
    // a job's task that completed is what it was meant to be
    boolean asMeant = desired == DesiredState.COMPLETE && newState == TaskState.COMPLETE;
    DesiredState stopped =
        DesiredState.SHUTDOWN.compareTo(desired) > 0 ? DesiredState.SHUTDOWN : desired;
    return new TaskRecord(
        identity,
        asMeant ? desired : stopped,
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

  /**
   * The API server doesn't want its pod.
   *
   * @param why in the server's words
   */
  public TaskRecord refused(String why, Instant now) {
    return ended(TaskState.REJECTED, REFUSED, why, now);
  }

  /** Whether it never had a pod, because the API server didn't want one. */
  boolean refused() {
    return state == TaskState.REJECTED && message.equals(REFUSED);
  }
}
