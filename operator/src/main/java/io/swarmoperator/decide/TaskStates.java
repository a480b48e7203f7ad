package io.swarmoperator.decide;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Brings a task's record up to date with what is seen of its pod: the table of states in
 * docs/reference-swarmtask.md. From a start on a state never goes back (S§1.5), desired states only
 * rise (S§1.6), and what ends by itself is complete, failed or rejected while what was told to ends
 * in shutdown (S§1.7).
 */
final class TaskStates {
  private static final String CONFIG_ERROR = "CreateContainerConfigError";

  /** Waiting reasons that never get better for this pod: the task is rejected (s06l, s11m). */
  private static final Set<String> REJECTED =
      Set.of(
          "ErrImagePull",
          "ImagePullBackOff",
          "InvalidImageName",
          "ErrImageNeverPull",
          CONFIG_ERROR);

  /** A Secret, a ConfigMap or a key that may yet come; the kubelet then goes on by itself. */
  private static final Pattern AWAITED =
      Pattern.compile(
          "(secret|configmap) \"[^\"]*\" not found|couldn't find key .* in (Secret|ConfigMap) .*");

  private final World world;
  private final Instant now;
  private final ConstraintEnforcer enforcer;

  TaskStates(World world, Instant now) {
    this.world = world;
    this.now = now;
    this.enforcer = new ConstraintEnforcer(world);
  }

  /**
   * The record as it should read.
   *
   * @param observed the task
   * @param successor the next task of its slot: its reason tells why this one had to go, should the
   *     operator have died in between
   */
  TaskRecord assess(ObservedTask observed, Optional<ObservedTask> successor) {
    TaskRecord known =
        observed
            .record()
            .orElseGet(
                () ->
                    TaskRecord.created(
                        observed.identity(), world.spec().mode().started(), Optional.empty(), now));
    if (known.state().ended()) {
      return known;
    }
    Succeeded succeeded = successor.map(Succeeded::by).orElse(Succeeded.NOT);
    boolean untold = observed.pod().map(TaskStates::endedUntold).orElse(false);
    TaskRecord record = untold ? known : told(known, succeeded);
    return observed
        .pod()
        .map(pod -> withPod(record, pod, succeeded))
        .orElseGet(() -> withoutPod(record, succeeded));
  }

  /** Whether the next task of the slot is one for which this one is stopped. */
  private enum Succeeded {
    NOT,
    /** It waits until this one has stopped: this one was told to. */
    BY_ONE_THAT_WAITS,
    /** It has come: this one was told to, or goes on beside it for now. */
    BY_ONE_THAT_CAME;

    static Succeeded by(ObservedTask next) {
      if (!next.identity().reason().stoppedPredecessor()) {
        return NOT;
      }
      return waits(next) ? BY_ONE_THAT_WAITS : BY_ONE_THAT_CAME;
    }
  }

  /** What follows from what else is there: a new iteration, or a replacement that waits. */
  private TaskRecord told(TaskRecord known, Succeeded succeeded) {
    if (world.outdated(known.identity())) {
      return known.withDesired(DesiredState.REMOVE);
    }
    return succeeded == Succeeded.BY_ONE_THAT_WAITS
        ? known.withDesired(DesiredState.SHUTDOWN)
        : known;
  }

  /** Nobody has asked for the pod's deletion: it ended by itself before it could be told to. */
  private static boolean endedUntold(PodView pod) {
    boolean ended = pod.finished() || rejected(pod);
    return ended && !pod.deleting() && !pod.gone();
  }

  static boolean waits(ObservedTask task) {
    return task.pod().isEmpty()
        && task.record().map(r -> r.desired() == DesiredState.READY).orElse(false);
  }

  private TaskRecord withoutPod(TaskRecord record, Succeeded succeeded) {
    if (record.desired() == DesiredState.READY) {
      return record;
    }
    boolean told = record.desired().stops() || succeeded != Succeeded.NOT;
    if (world.nodeGone(record.nodeName())) {
      return record.ended(TaskState.ORPHANED, TaskWords.NODE_DELETED, "", now);
    }
    // drained while nobody looked: kubectl drain cordons first
    if (told || world.takesNothingNew(record.nodeName())) {
      return record.stopped(now);
    }
    return record.ended(TaskState.FAILED, record.message(), TaskWords.POD_DELETED, now);
  }

  private TaskRecord withPod(TaskRecord before, PodView pod, Succeeded succeeded) {
    TaskRecord seen =
        seen(
            before.desired() == DesiredState.READY
                ? before.startedAt(world.spec().mode().started(), now)
                : before,
            pod);
    boolean evicted = !seen.desired().stops() && pod.disrupted() && inService(seen.nodeName());
    TaskRecord record = evicted ? seen.evicted() : seen;
    boolean told =
        record.desired().stops()
            || pod.disrupted()
            || (succeeded != Succeeded.NOT && pod.deleting());
    if (pod.finished()) {
      return told ? stopped(record, pod) : endedByItself(record, pod);
    }
    if (pod.gone()) {
      return told
          ? stopped(record, pod)
          : record.ended(TaskState.FAILED, record.message(), TaskWords.POD_DELETED, now);
    }
    if (told) {
      return record.withDesired(DesiredState.SHUTDOWN);
    }
    if (pod.deleting()) {
      return record.ended(TaskState.FAILED, record.message(), TaskWords.POD_DELETED, now);
    }
    if (rejected(pod)) {
      return record.ended(
          TaskState.REJECTED, "preparing", message(pod.waitingReason(), pod.waitingMessage()), now);
    }
    if (enforcer.rejects(record)) {
      return record.ended(TaskState.REJECTED, TaskWords.ENFORCED, TaskWords.UNFIT_NODE, now);
    }
    return overdue(progressed(record, pod));
  }

  private boolean inService(String node) {
    Placement placement = world.target().placement();
    return world
        .node(node)
        .filter(n -> n.availability() == Availability.ACTIVE && !n.downBy(now))
        .filter(n -> placement.tolerates(n) && placement.allows(n))
        .isPresent();
  }

  /** One that was stopped before it was seen running doesn't count as having run. */
  private TaskRecord stopped(TaskRecord record, PodView pod) {
    return world.nodeGone(record.nodeName())
        ? record.ended(TaskState.ORPHANED, TaskWords.NODE_DELETED, "", now)
        : seen(record, pod).stopped(now);
  }

  private TaskRecord endedByItself(TaskRecord record, PodView pod) {
    boolean known = record.runningAt().isPresent() || record.state() == TaskState.STARTING;
    TaskRecord ran = known ? record : ranUnseen(record, pod);
    if (pod.deleting()) {
      return ran.ended(TaskState.FAILED, record.message(), TaskWords.POD_DELETED, now);
    }
    if (pod.phase() == PodView.Phase.SUCCEEDED) {
      return ran.ended(TaskState.COMPLETE, "finished", "", now);
    }
    if (pod.exitCode().isEmpty()) { // the kubelet refused the pod before anything ran
      return ran.ended(
          TaskState.REJECTED, "preparing", message(pod.podReason(), pod.podMessage()), now);
    }
    return ran.ended(TaskState.FAILED, "started", failure(pod), now);
  }

  private static String failure(PodView pod) {
    if (pod.terminatedReason().equals("StartError")) {
      return message("StartError", pod.terminatedMessage());
    }
    String cause = pod.terminatedReason().equals("OOMKilled") ? TaskWords.OUT_OF_MEMORY : "";
    String reason = pod.podReason().isEmpty() ? cause : ": " + pod.podReason();
    return TaskWords.EXITED + pod.exitCode().getAsInt() + ")" + reason;
  }

  private static String message(String reason, String text) {
    return text.isEmpty() ? reason : text;
  }

  /**
   * A container that came and went between two looks ran for as long as the kubelet says; both its
   * times are of one clock. One that was seen starting did not: its health check has yet to pass,
   * and one that never does never runs (S§1.7, S§5.6).
   */
  private TaskRecord ranUnseen(TaskRecord record, PodView pod) {
    Optional<Instant> runningAt =
        pod.exitCode().isPresent() ? pod.ranFor().map(now::minus) : Optional.empty();
    return record.ranSince(runningAt);
  }

  private static TaskRecord seen(TaskRecord record, PodView pod) {
    OptionalInt exitCode = pod.exitCode().isPresent() ? pod.exitCode() : record.exitCode();
    String imageId = pod.imageId().isEmpty() ? record.imageId() : pod.imageId();
    String node = pod.nodeName().isEmpty() ? record.nodeName() : pod.nodeName();
    return record.seen(exitCode, imageId, node);
  }

  /** Was ready once: running until it ends; readiness afterwards only steers traffic. */
  private TaskRecord progressed(TaskRecord record, PodView pod) {
    if (record.state() == TaskState.RUNNING) {
      return record;
    }
    if (pod.ready()) {
      return record.advanced(TaskState.RUNNING, "started", "").ranSince(Optional.of(now));
    }
    if (pod.started()) {
      return record.advanced(TaskState.STARTING, "starting", "");
    }
    if (!pod.waitingReason().isEmpty()) {
      return record.advanced(TaskState.PREPARING, "preparing", obstacle(record, pod));
    }
    if (!pod.nodeName().isEmpty()) {
      return record.advanced(TaskState.ASSIGNED, "scheduler assigned task to node", "");
    }
    String why = whyUnplaced(record, pod.schedulerMessage());
    TaskRecord pending = record.advanced(TaskState.PENDING, TaskWords.PENDING, why);
    // what was tried in vain may work now: another place is tried first again
    boolean news = !record.error().isEmpty() && !record.error().equals(why);
    return news ? pending.havingTried(Collections.emptySortedSet()) : pending;
  }

  /** What a task that doesn't get on waits for; kept until somebody has looked again. */
  private static String obstacle(TaskRecord record, PodView pod) {
    if (!pod.waitingMessage().isEmpty()) {
      return pod.waitingMessage();
    }
    return pod.obstacle().orElse(record.state() == TaskState.PREPARING ? record.error() : "");
  }

  private static boolean rejected(PodView pod) {
    return REJECTED.contains(pod.waitingReason()) && !awaits(pod);
  }

  private static boolean awaits(PodView pod) {
    return pod.waitingReason().equals(CONFIG_ERROR)
        && AWAITED.matcher(pod.waitingMessage()).matches();
  }

  private String whyUnplaced(TaskRecord record, String message) {
    String own = record.identity().slot().node();
    return own.isEmpty()
        ? SchedulerWords.of(message, world.view().nodes().values(), placement(record))
        : SchedulerWords.ofPreassigned(message, world.node(own), placement(record));
  }

  private Placement placement(TaskRecord record) {
    return world
        .known(record.identity().revision())
        .map(Revision::placement)
        .orElse(Placement.NONE);
  }

  private TaskRecord overdue(TaskRecord record) {
    boolean late =
        record.state() != TaskState.RUNNING
            && deadline(record).map(d -> !now.isBefore(d)).orElse(false);
    if (!late) {
      return record;
    }
    return record.ended(
        TaskState.FAILED,
        record.message(),
        record.error().isEmpty() ? TaskWords.OVERDUE : TaskWords.OVERDUE + ": " + record.error(),
        now);
  }

  /** When a task that has a pod must be running. */
  Optional<Instant> deadline(TaskRecord record) {
    Instant since =
        record.startAfter().filter(s -> s.isAfter(record.createdAt())).orElse(record.createdAt());
    return world.spec().progressDeadline().map(since::plus);
  }
}
