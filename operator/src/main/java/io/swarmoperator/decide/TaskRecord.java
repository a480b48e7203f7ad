package io.swarmoperator.decide;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A task as it is remembered: one {@code SwarmTask}.
 *
 * @param identity what never changes
 * @param wanted what it is meant to be, and from when on
 * @param phase what it was last seen to be
 * @param container what its pod says of its container and its node
 * @param times when it was made, was seen running and was seen ended
 */
public record TaskRecord(
    TaskIdentity identity, Wanted wanted, Phase phase, Container container, Times times) {

  private static final String CREATED = "created";

  /**
   * What a task is meant to be.
   *
   * @param desired state; goes up only
   * @param startAfter while it waits: not before this instant; empty: as soon as older tasks of the
   *     slot have stopped. Once it has been started: when its pod was made, from which on the
   *     progress deadline counts
   * @param kept by the last run whose updater came to its slot and left it there
   * @param tried under max replicas per node: the buckets for which the tasks before it waited in
   *     vain ({@link Buckets})
   */
  public record Wanted(
      DesiredState desired,
      Optional<Instant> startAfter,
      Optional<Kept> kept,
      SortedSet<Integer> tried) {
    public Wanted {
      tried = Collections.unmodifiableSortedSet(new TreeSet<>(tried));
    }

    /** Of a task that no updater has left where it was. */
    public Wanted(DesiredState desired, Optional<Instant> startAfter) {
      this(desired, startAfter, Optional.empty(), Collections.emptySortedSet());
    }

    private Wanted with(DesiredState newDesired) {
      return newDesired.compareTo(desired) > 0
          ? new Wanted(newDesired, startAfter, kept, tried)
          : this;
    }

    private Wanted with(Optional<Instant> newStartAfter) {
      return new Wanted(desired, newStartAfter, kept, tried);
    }

    private Wanted with(Kept newKept) {
      return new Wanted(desired, startAfter, Optional.of(newKept), tried);
    }

    private Wanted with(SortedSet<Integer> newTried) {
      return new Wanted(desired, startAfter, kept, newTried);
    }
  }

  /**
   * That a worker of the updater found a slot's right task there: it stays, and the worker sleeps
   * its delay all the same (S§5.4 a, b, d).
   *
   * @param rollout number of the run
   * @param at when
   */
  public record Kept(int rollout, Instant at) {}

  /**
   * What a task was last seen to be.
   *
   * @param state from a start on it goes up only
   * @param message Swarm's word for the last step
   * @param error why it ended, empty when it didn't or was told to
   */
  public record Phase(TaskState state, String message, String error) {}

  /**
   * What a task's pod says.
   *
   * @param exitCode of its container, once known
   * @param imageId what ran, empty until known
   * @param nodeName where it runs or ran, empty until scheduled
   */
  public record Container(OptionalInt exitCode, String imageId, String nodeName) {
    /** Nothing yet, but that a node may be given. */
    public static Container on(String nodeName) {
      return new Container(OptionalInt.empty(), "", nodeName);
    }
  }

  /**
   * When things happened to a task, by the operator's clock.
   *
   * @param createdAt when the operator decided on it
   * @param runningAt when it was first seen running
   * @param finishedAt when it was first seen ended
   */
  public record Times(
      Instant createdAt, Optional<Instant> runningAt, Optional<Instant> finishedAt) {
    /** Of a task that was just decided on. */
    public static Times created(Instant now) {
      return new Times(now, Optional.empty(), Optional.empty());
    }

    private Times finished(Instant now) {
      return new Times(createdAt, runningAt, finishedAt.or(() -> Optional.of(now)));
    }
  }

  /** A task that was just decided on. */
  static TaskRecord created(
      TaskIdentity identity, DesiredState desired, Optional<Instant> startAfter, Instant now) {
    TaskState state = desired == DesiredState.READY ? TaskState.READY : TaskState.NEW;
    return new TaskRecord(
        identity,
        new Wanted(desired, startAfter),
        new Phase(state, CREATED, ""),
        Container.on(identity.slot().node()),
        Times.created(now));
  }

  /** What it is meant to be. */
  public DesiredState desired() {
    return wanted.desired();
  }

  /** When it may start or was started, see {@link Wanted}. */
  public Optional<Instant> startAfter() {
    return wanted.startAfter();
  }

  /** What it was last seen to be. */
  public TaskState state() {
    return phase.state();
  }

  /** Swarm's word for the last step. */
  public String message() {
    return phase.message();
  }

  /** Why it ended, empty when it didn't or was told to. */
  public String error() {
    return phase.error();
  }

  /** Of its container, once known. */
  public OptionalInt exitCode() {
    return container.exitCode();
  }

  /** What ran, empty until known. */
  public String imageId() {
    return container.imageId();
  }

  /** Where it runs or ran, empty until scheduled. */
  public String nodeName() {
    return container.nodeName();
  }

  /** When the operator decided on it. */
  public Instant createdAt() {
    return times.createdAt();
  }

  /** When it was first seen running. */
  public Optional<Instant> runningAt() {
    return times.runningAt();
  }

  /** When it was first seen ended. */
  public Optional<Instant> finishedAt() {
    return times.finishedAt();
  }

  TaskRecord withDesired(DesiredState newDesired) {
    return with(wanted.with(newDesired));
  }

  /** It waits for older tasks of the slot only, not for its delay. */
  TaskRecord undelayed() {
    return with(wanted.with(Optional.empty()));
  }

  /** A worker of the updater left it where it was. */
  TaskRecord keptIn(Rollout run, Instant now) {
    return with(wanted.with(new Kept(run.number(), now)));
  }

  /** The tasks before it have waited for these buckets in vain. */
  TaskRecord havingTried(SortedSet<Integer> tried) {
    return with(wanted.with(tried));
  }

  /**
   * The wait is over.
   *
   * @param started what it is meant to be from now on
   */
  TaskRecord started(DesiredState started) {
    return with(new Wanted(started, Optional.empty(), wanted.kept(), wanted.tried()))
        .with(new Phase(TaskState.NEW, CREATED, ""));
  }

  /** The wait is over and its pod was made: from now on the progress deadline counts. */
  TaskRecord startedAt(DesiredState started, Instant now) {
    return with(new Wanted(started, Optional.of(now), wanted.kept(), wanted.tried()))
        .with(new Phase(TaskState.NEW, CREATED, ""));
  }

  /** The same with what its pod says of its container and its node. */
  TaskRecord seen(OptionalInt exitCode, String imageId, String nodeName) {
    Container newContainer = new Container(exitCode, imageId, nodeName);
    return new TaskRecord(identity, wanted, phase, newContainer, times);
  }

  /** A step nearer to running; what was seen older than the record changes nothing (S§1.5). */
  TaskRecord advanced(TaskState state, String message, String error) {
    return state.compareTo(state()) < 0 ? this : with(new Phase(state, message, error));
  }

  /** The same, running since then; empty: it never ran. */
  TaskRecord ranSince(Optional<Instant> since) {
    return with(new Times(createdAt(), since, finishedAt()));
  }

  /** It is being evicted. */
  TaskRecord evicted() {
    return with(new Phase(state(), TaskWords.EVICTED, error()));
  }

  /** Whether it was evicted from a node in service. */
  boolean wasEvicted() {
    return message().equals(TaskWords.EVICTED);
  }

  /** It has ended because it was told to. */
  TaskRecord stopped(Instant now) {
    return ended(TaskState.SHUTDOWN, wasEvicted() ? message() : "shutdown", "", now);
  }

  TaskRecord ended(TaskState state, String message, String error, Instant now) {
    // a job's task that completed is what it was meant to be
    boolean asMeant = desired() == DesiredState.COMPLETE && state == TaskState.COMPLETE;
    return with(asMeant ? wanted : wanted.with(DesiredState.SHUTDOWN))
        .with(new Phase(state, message, error))
        .with(times.finished(now));
  }

  /**
   * The API server doesn't want its pod.
   *
   * @param why in the server's words
   */
  public TaskRecord refused(String why, Instant now) {
    return ended(TaskState.REJECTED, TaskWords.REFUSED, why, now);
  }

  /** Whether it never had a pod, because the API server didn't want one. */
  boolean neverHadAPod() {
    return state() == TaskState.REJECTED && message().equals(TaskWords.REFUSED);
  }

  /** The same, meant to be something else. */
  public TaskRecord with(Wanted newWanted) {
    return new TaskRecord(identity, newWanted, phase, container, times);
  }

  /** The same, seen to be something else. */
  public TaskRecord with(Phase newPhase) {
    return new TaskRecord(identity, wanted, newPhase, container, times);
  }

  /** The same at other times. */
  public TaskRecord with(Times newTimes) {
    return new TaskRecord(identity, wanted, phase, container, newTimes);
  }
}
