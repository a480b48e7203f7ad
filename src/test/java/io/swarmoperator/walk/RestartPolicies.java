package io.swarmoperator.walk;

import io.swarmoperator.decide.Availability;
import io.swarmoperator.decide.Reason;
import io.swarmoperator.decide.RestartPolicy;
import io.swarmoperator.decide.Rollout;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.decide.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;

/** A task that ended is replaced only if, when and as often as its restart policy says. */
final class RestartPolicies extends Check {
  /** More than any watch of nodes is late. */
  private static final Duration LATE = Duration.ofMillis(200);

  /** Tasks that a worker found right beside another one of their slot. */
  private final Set<Life> found = new HashSet<>();

  RestartPolicies(Chronicle chronicle) {
    super(chronicle);
  }

  /**
   * That a worker has come to a slot and left its task there is believed only where there was
   * something to do: a run under way, the right task, and another one beside it that had not been
   * told to stop. One that a restart made in this run is passed over, and starts when its delay
   * says.
   */
  @Override
  void recordSaved(Life life, TaskRecord after) {
    Optional<Integer> run =
        chronicle().memory().rollout().filter(r -> r.state().active()).map(Rollout::number);
    Optional<TaskRecord.Kept> kept = after.wanted().kept();
    boolean marked = kept.isPresent() && !kept.equals(life.known().flatMap(r -> r.wanted().kept()));
    if (!marked) {
      return;
    }
    judged("of tasks that are left where they are");
    boolean right =
        chronicle().revision(life).unplacedHash().equals(chronicle().target().unplacedHash());
    boolean beside =
        chronicle().slot(life.slot()).stream()
            .anyMatch(o -> o != life && stays(o, kept.get().at()));
    boolean ofThisRun = run.equals(kept.map(TaskRecord.Kept::rollout));
    boolean renewed =
        life.identity.reason().byRestart() && run.equals(Optional.of(life.identity.rollout()));
    // of two operators one may not know yet that the run is paused
    if (right && beside && (ofThisRun || chronicle().contested())) {
      found.add(life);
    } else if (!(right && renewed && ofThisRun) && !chronicle().contested()) {
      offend("left where there was nothing to do: " + after);
    }
  }

  private static boolean stays(Life other, Instant then) {
    boolean ends = other.record.filter(r -> r.desired().stops()).isPresent();
    boolean ended = other.record.flatMap(TaskRecord::finishedAt).filter(then::isAfter).isPresent();
    return other.record.isEmpty() ? other.pod.isPresent() : !ends && !ended;
  }

  /**
   * Of two operators the one that made the pod may have had another reason than the record says.
   */
  private static Reason reason(Life made) {
    return made.pod.map(p -> p.identity().reason()).orElse(made.identity.reason());
  }

  @Override
  void podMade(Life made) {
    if (!reason(made).byRestart() || !made.uid.isEmpty()) {
      return;
    }
    NavigableMap<Integer, Life> slot = chronicle().slots().get(made.slot());
    if (waitsInsteadOf(made, slot.lowerEntry(made.attempt())) || startedByUpdater(made, slot)) {
      return;
    }
    judged();
    List<String> wrong =
        replaced(made, slot).stream().map(before -> wrong(made, slot, before)).toList();
    if (wrong.stream().noneMatch(String::isEmpty)) {
      offend(made + " replaces " + String.join(", ", wrong));
    }
  }

  /**
   * One that waited for its delay beside another task of its slot when a worker of the present run
   * came: that starts it (S§5.4 b), also if the run is paused in that moment.
   */
  private boolean startedByUpdater(Life made, NavigableMap<Integer, Life> slot) {
    Optional<Rollout> run = chronicle().memory().rollout().filter(r -> !r.state().done());
    Optional<TaskRecord.Kept> kept = made.known().flatMap(r -> r.wanted().kept());
    return run.isPresent()
        && found.contains(made)
        && kept.filter(k -> k.rollout() == run.get().number()).isPresent()
        && slot.headMap(made.attempt(), false).values().stream()
            .anyMatch(l -> l.endedAt.filter(end -> end.isBefore(kept.get().at())).isEmpty());
  }

  /** One that waited for a place in vain gave way to one that may get another (mechanics 5). */
  private boolean waitsInsteadOf(Life made, Map.Entry<Integer, Life> before) {
    return chronicle().placement().maxReplicasPerNode() > 0
        && before != null
        && before.getValue().toldAt.isPresent()
        && before.getValue().startedAt.isEmpty()
        && before.getValue().known().filter(r -> r.desired().stops()).isPresent()
        && before.getValue().identity.reason() == made.identity.reason();
  }

  /**
   * Whether it only waited for a place, and the next one of its kind waits for another: no attempt
   * was made with it (S§4.2). One that a node had, and lost, was one.
   */
  private static boolean gaveWay(Life life, Map.Entry<Integer, Life> next) {
    boolean untried =
        life.startedAt.isEmpty()
            && life.known().filter(r -> r.desired().stops() && !endedByItself(r)).isPresent();
    Reason reason = life.identity.reason();
    boolean sameKind = next != null && next.getValue().identity.reason() == reason;
    boolean ofALostOne =
        reason == Reason.NODE_DOWN || reason == Reason.NODE_DRAINED || reason == Reason.EVICTED;
    return untried && (life.node.isEmpty() || (sameKind && !ofALostOne));
  }

  private static boolean endedByItself(TaskRecord task) {
    return task.state().ended() && task.state() != TaskState.SHUTDOWN;
  }

  /**
   * The tasks that it may replace: the one before it, or any that a start-first step left beside a
   * newer one and that nobody had told to stop.
   */
  private static List<Life> replaced(Life made, NavigableMap<Integer, Life> slot) {
    NavigableMap<Integer, Life> older = slot.headMap(made.attempt(), false);
    return older.values().stream()
        .filter(l -> l == older.lastEntry().getValue() || ranOn(l, slot, made))
        .toList();
  }

  private static boolean ranOn(Life life, NavigableMap<Integer, Life> slot, Life made) {
    Instant next = slot.higherEntry(life.attempt()).getValue().seenAt;
    boolean overlapped = life.endedAt.filter(end -> end.isBefore(next)).isEmpty();
    boolean told = life.toldAt.filter(at -> at.isBefore(made.seenAt)).isPresent();
    return overlapped && (!told || life.untold);
  }

  /** What is wrong with a replacement; empty when nothing is. */
  private String wrong(Life made, NavigableMap<Integer, Life> slot, Life before) {
    RestartPolicy policy = chronicle().policy(before);
    if (!allowed(made, policy)) {
      return before + " under " + policy.condition();
    }
    Optional<Instant> from = from(made, before);
    if (from.isEmpty()) {
      return before + ", which has not ended";
    }
    if (chronicle().now().isBefore(from.get().plus(delay(made, before, policy)))) {
      return "%s, which ended at %.3f, without a delay of %s"
          .formatted(before, chronicle().seconds(from.get()), policy.delay());
    }
    List<Life> chain = chain(slot, before);
    long attempts = chain.stream().filter(l -> within(l, before, policy)).count();
    boolean tooMany = policy.maxAttempts() > 0 && attempts >= policy.maxAttempts();
    return tooMany ? before + ", one too many after " + chain : "";
  }

  private boolean allowed(Life made, RestartPolicy policy) {
    return switch (policy.condition()) {
      case NONE -> false;
      case ON_FAILURE -> reason(made) != Reason.TASK_COMPLETED;
      case ANY -> !chronicle().mode().job() || reason(made) != Reason.TASK_COMPLETED; // S§8.1
    };
  }

  /** None where the node is drained, whatever became of the task there (S§4.1-6). */
  private Duration delay(Life made, Life before, RestartPolicy policy) {
    Reason reason = reason(made);
    boolean moved =
        reason == Reason.NODE_DRAINED
            || reason == Reason.EVICTED
            || chronicle().past().node(before, chronicle().now().minus(LATE)).stream()
                .anyMatch(node -> node.availability() == Availability.DRAIN);
    return moved ? Duration.ZERO : policy.delay();
  }

  private Optional<Instant> from(Life made, Life before) {
    return switch (reason(made)) {
      case NODE_DOWN -> lost(before);
      case NODE_DRAINED, EVICTED -> Optional.of(before.seenAt);
      default -> ended(before);
    };
  }

  /** An operator may see late that the node has come back before the task came to it. */
  private Optional<Instant> lost(Life before) {
    Past past = chronicle().past();
    return past.downAfter(before.node, before.podAt.orElse(before.seenAt))
        .or(() -> past.lastDown(before.node))
        .or(() -> ended(before));
  }

  /** What one of two operators told to stop has ended, to the other, when it was seen going. */
  private static boolean stoppedByAnother(Life before, Optional<Instant> word) {
    return before.toldAt.isPresent()
        && before.endedAt.isPresent()
        && word.filter(before.endedAt.get()::isAfter).isPresent();
  }

  /** One that is overdue ends by the operator's word, before its pod does. */
  private Optional<Instant> ended(Life before) {
    Optional<Duration> deadline = chronicle().spec().progressDeadline();
    boolean stopped = before.podAt.isPresent() && !before.untold && before.readyAt.isEmpty();
    boolean overdue = before.known().filter(r -> r.error().contains("deadline")).isPresent();
    if (deadline.isPresent() && stopped && overdue) {
      return before.podAt.map(deadline.get()::addTo).map(Instant::from);
    }
    Optional<Instant> word = before.known().flatMap(TaskRecord::finishedAt);
    if (stoppedByAnother(before, word)) {
      return word;
    }
    boolean rejected = before.known().filter(r -> r.state() == TaskState.REJECTED).isPresent();
    boolean judgedFirst = // and then evicted, or its end seen by nobody
        rejected && before.endedAt.filter(end -> word.filter(end::isAfter).isPresent()).isPresent();
    return before.podAt.isEmpty() || (rejected && !before.untold) || judgedFirst
        ? word
        : before.endedAt;
  }

  /** Restarts of the slot since it last got a task by other means, of the same revision. */
  private static List<Life> chain(NavigableMap<Integer, Life> slot, Life before) {
    return slot.headMap(before.attempt(), true).descendingMap().values().stream()
        .takeWhile(
            life ->
                life.identity.reason().byRestart()
                    && life.identity.revision().equals(before.identity.revision()))
        .filter(life -> !gaveWay(life, slot.higherEntry(life.attempt())))
        .toList();
  }

  /**
   * The window ends where the operator saw the end, or the start of what is told to stop: its
   * records are what it counts by.
   */
  private static boolean within(Life life, Life before, RestartPolicy policy) {
    if (policy.window().isZero()) {
      return true;
    }
    Optional<Instant> end =
        before
            .known()
            .flatMap(r -> endedByItself(r) ? r.finishedAt() : r.runningAt().or(r::finishedAt));
    Optional<Instant> made = life.known().map(TaskRecord::createdAt);
    return end.isPresent()
        && made.isPresent()
        && made.get().isAfter(end.get().minus(policy.window()))
        && made.get().isBefore(end.get());
  }
}
