package io.swarmoperator.decide;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A task in a table: its record, and its pod while there is one. It starts as one that runs
 * revision 1 well; a table says what is different.
 *
 * @param at when its record was made and it ran
 */
record Sketch(
    SlotId slot,
    int attempt,
    String revision,
    Reason reason,
    int rollout,
    int iteration,
    Optional<TaskRecord> record,
    Optional<PodView> pod,
    Instant at) {
  static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  /** A task that has run on a node for an hour. */
  static Sketch running(int slot, int attempt, String node) {
    return running(SlotId.numbered(slot), attempt, node);
  }

  /** The task of a node that has run for an hour. */
  static Sketch runningOn(String node, int attempt) {
    return running(SlotId.onNode(node), attempt, node);
  }

  private static Sketch running(SlotId slot, int attempt, String node) {
    Instant at = NOW.minusSeconds(3600);
    Sketch sketch =
        new Sketch(
            slot,
            attempt,
            "hash-1",
            Reason.SCALED_UP,
            0,
            0,
            Optional.empty(),
            Optional.empty(),
            at);
    return sketch.state(TaskState.RUNNING).node(node).pod(Pod.running(node));
  }

  /** A task that has a pod and has not come to run. */
  static Sketch starting(int slot, int attempt, String node) {
    return running(slot, attempt, node).state(TaskState.NEW).node(node).pod(Pod.made(node));
  }

  /** A record that waits for its turn. */
  static Sketch waiting(int slot, int attempt, Instant startAfter) {
    Sketch sketch = running(slot, attempt, "").noPod();
    TaskRecord ready =
        TaskRecord.created(
            sketch.identity(), DesiredState.READY, Optional.of(startAfter), sketch.at);
    return sketch.record(ready);
  }

  /** A task that ended by itself or was stopped, its pod gone. */
  static Sketch ended(int slot, int attempt, TaskState state, Duration ago) {
    return running(slot, attempt, "n1").ended(state, ago);
  }

  /** The same task, ended by itself or stopped, its pod gone. */
  Sketch ended(TaskState state, Duration ago) {
    String error = state == TaskState.FAILED ? "task: non-zero exit (1)" : "";
    return noPod().record(record.orElseThrow().ended(state, "", error, NOW.minus(ago)));
  }

  Sketch state(TaskState state) {
    Optional<Instant> runningAt = state == TaskState.RUNNING ? Optional.of(at) : Optional.empty();
    String node = record.map(TaskRecord::nodeName).orElse("");
    return record(
        new TaskRecord(
            identity(),
            new TaskRecord.Wanted(DesiredState.RUNNING, Optional.empty()),
            new TaskRecord.Phase(state, "", ""),
            new TaskRecord.Container(
                OptionalInt.empty(), state == TaskState.RUNNING ? "sha256:1" : "", node),
            new TaskRecord.Times(at, runningAt, Optional.empty())));
  }

  Sketch node(String name) {
    TaskRecord r = record.orElseThrow();
    return record(
        new TaskRecord(
            r.identity(),
            r.wanted(),
            r.phase(),
            new TaskRecord.Container(r.exitCode(), r.imageId(), name),
            r.times()));
  }

  /** The same task, left where it was by a worker of that run. */
  Sketch keptIn(int run, Instant when) {
    TaskRecord r = record.orElseThrow();
    Optional<TaskRecord.Kept> kept = Optional.of(new TaskRecord.Kept(run, when));
    return record(
        r.with(new TaskRecord.Wanted(r.desired(), r.startAfter(), kept, r.wanted().tried())));
  }

  Sketch desired(DesiredState desired) {
    return record(record.orElseThrow().withDesired(desired));
  }

  Sketch noRecord() {
    return with(Optional.empty(), pod);
  }

  Sketch noPod() {
    return with(record, Optional.empty());
  }

  Sketch pod(Pod newPod) {
    return with(record, Optional.of(newPod.view()));
  }

  Sketch record(TaskRecord newRecord) {
    return with(Optional.of(newRecord), pod);
  }

  /** The same task, made for another reason. */
  Sketch because(Reason newReason) {
    return made(newReason, rollout, revision, at);
  }

  /** The same task, of a run of a job: meant to complete. */
  Sketch of(int newIteration) {
    Sketch other =
        new Sketch(
            slot, attempt, revision, reason, rollout, newIteration, Optional.empty(), pod, at);
    return record.map(r -> other.record(other.meant(r))).orElse(other);
  }

  private TaskRecord meant(TaskRecord r) {
    return new TaskRecord(
        identity(),
        new TaskRecord.Wanted(
            r.state().ended() && r.state() != TaskState.COMPLETE
                ? r.desired()
                : DesiredState.COMPLETE,
            r.startAfter()),
        r.phase(),
        r.container(),
        r.times());
  }

  /** The same task, made by a rollout. */
  Sketch by(int newRollout) {
    return made(Reason.SPEC_CHANGED, newRollout, revision, at);
  }

  Sketch revision(String hash) {
    return made(reason, rollout, hash, at);
  }

  /** The same task, made and run so long ago. */
  Sketch made(Duration ago) {
    return made(reason, rollout, revision, NOW.minus(ago));
  }

  private Sketch made(Reason newReason, int newRollout, String hash, Instant newAt) {
    Sketch other =
        new Sketch(
            slot, attempt, hash, newReason, newRollout, iteration, Optional.empty(), pod, newAt);
    return record.map(r -> other.record(other.adopt(r))).orElse(other);
  }

  private TaskRecord adopt(TaskRecord r) {
    return new TaskRecord(
        identity(),
        r.wanted(),
        r.phase(),
        r.container(),
        new TaskRecord.Times(at, r.runningAt().map(x -> at), r.finishedAt()));
  }

  private Sketch with(Optional<TaskRecord> newRecord, Optional<PodView> newPod) {
    return new Sketch(slot, attempt, revision, reason, rollout, iteration, newRecord, newPod, at);
  }

  TaskIdentity identity() {
    String id = TaskIds.of("uid", slot, attempt);
    String image = revision.replace("hash-", "app:");
    return new TaskIdentity("ping", slot, attempt, id, revision, image, reason, rollout, iteration);
  }

  ObservedTask observed() {
    return new ObservedTask(identity(), record, pod);
  }
}
