package io.swarmoperator.decide;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides whether, why and when a task that can't go on is replaced in its slot (S§4). */
final class RestartSupervisor {
  private static final Duration AFTER_REFUSAL = Duration.ofSeconds(1);

  private final World world;

  RestartSupervisor(World world) {
    this.world = world;
  }

  /**
   * A replacement that is due.
   *
   * @param of the task to be replaced
   * @param reason why
   * @param startAfter not before this instant
   */
  record Restart(Task of, Reason reason, Instant startAfter) {}

  /** The replacement that a slot needs, if it needs and may have one. */
  Optional<Restart> restart(Slot slot) {
    return restart(slot, current(slot))
        .or(() -> outlivingOneGivenUp(slot).flatMap(task -> restart(slot, task)));
  }

  private Optional<Restart> restart(Slot slot, Task task) {
    return cause(slot, task)
        .filter(reason -> allowed(slot, task))
        .map(reason -> new Restart(task, reason, since(task, reason).plus(delay(task, reason))));
  }

  /**
   * Whether the slot's task ended and its policy allows no replacement: the slot counts as live,
   * but stays down (S§3.2-3).
   */
  boolean restartsNoMore(Slot slot) {
    Task task = current(slot);
    return slot.live().isEmpty()
        && task.now().desired() != DesiredState.REMOVE
        && !allowed(slot, task);
  }

  /**
   * The rollout during which a task's replacement brings its slot up to date: a worker of the
   * updater then finds nothing to do there (S§5.4).
   */
  Optional<Rollout> bringsUpToDateIn(Task task) {
    return world.memory().activeRun().filter(r -> !world.clean(task));
  }

  /**
   * The task whose fate is the slot's. What failed beside an older one in a step that is no longer
   * wanted is history: the older one runs on (S§5.4 a), and is replaced for its own reasons.
   */
  private Task current(Slot slot) {
    Task newest = slot.newest();
    boolean outlived = newest.endedByItself() && !world.clean(newest) && !slot.live().isEmpty();
    return outlived ? slot.live().get(0) : slot.current();
  }

  /**
   * The task that runs on beside the one of a failed start-first step that may be tried no more
   * (S§5.5). Should it be lost, it is replaced for its own sake, once: then what came for it
   * decides.
   */
  private Optional<Task> outlivingOneGivenUp(Slot slot) {
    Task newest = slot.newest();
    if (!newest.endedByItself() || allowed(slot, newest)) {
      return Optional.empty();
    }
    return slot.live().stream()
        .findFirst()
        .filter(
            task ->
                slot.laterThan(task)
                    .map(later -> later.identity().reason())
                    .noneMatch(reason -> reason.byRestart() && reason.stoppedPredecessor()));
  }

  private Optional<Reason> cause(Slot slot, Task task) {
    if (task.now().desired() == DesiredState.REMOVE || world.outdated(task)) {
      return Optional.empty();
    }
    if (task.disrupted() && !task.endedByItself()) {
      return Optional.of(task.onDrainingNode() ? Reason.NODE_DRAINED : Reason.EVICTED);
    }
    if (task.endedByItself()) {
      return Optional.of(endReason(task));
    }
    if (NodeLoss.takes(task)) {
      return Optional.of(Reason.NODE_DOWN);
    }
    if (NodeDrain.takes(task)) {
      return Optional.of(Reason.NODE_DRAINED);
    }
    boolean stoppedWithoutSuccessor = !task.live() && slot.live().isEmpty();
    return stoppedWithoutSuccessor ? Optional.of(stopReason(task)) : Optional.empty();
  }

  private static Reason endReason(Task task) {
    if (task.now().error().equals(TaskWords.POD_DELETED)) {
      return Reason.POD_DELETED;
    }
    return switch (task.now().state()) {
      case COMPLETE -> Reason.TASK_COMPLETED;
      case REJECTED -> Reason.TASK_REJECTED;
      case ORPHANED -> Reason.NODE_DOWN;
      default -> Reason.TASK_FAILED;
    };
  }

  private static Reason stopReason(Task task) {
    if (task.onDownNode()) {
      return Reason.NODE_DOWN;
    }
    return task.onDrainingNode() ? Reason.NODE_DRAINED : Reason.EVICTED;
  }

  /**
   * Drain and eviction cost no delay (S§4.1-6); the delay is the old task's own. Between two pods
   * that are refused nothing else would take time.
   */
  private Duration delay(Task task, Reason reason) {
    if (reason == Reason.NODE_DRAINED || reason == Reason.EVICTED || task.onDrainingNode()) {
      return Duration.ZERO;
    }
    Duration declared = world.restartPolicy(task).delay();
    boolean shorter = declared.compareTo(AFTER_REFUSAL) < 0;
    return task.now().neverHadAPod() && shorter ? AFTER_REFUSAL : declared;
  }

  private Instant since(Task task, Reason reason) {
    return reason == Reason.NODE_DOWN ? world.now() : task.now().finishedAt().orElse(world.now());
  }

  private boolean allowed(Slot slot, Task task) {
    RestartPolicy policy = world.restartPolicy(task);
    boolean completed = task.now().state() == TaskState.COMPLETE;
    boolean condition =
        switch (policy.condition()) {
          case NONE -> false;
          case ON_FAILURE -> !completed;
          case ANY -> !completed || !world.spec().mode().job(); // for jobs as on-failure (S§8.1)
        };
    return condition
        && (policy.maxAttempts() == 0 || attempts(slot, task, policy) < policy.maxAttempts());
  }

  /**
   * The restarts that count against {@code maxAttempts}: the slot's own since it last got a task by
   * other means, as far as they are of the task's revision and, with a window, younger than it at
   * the task's end, or at its start where it is to stop (S§4.2, S§4.4).
   */
  private long attempts(Slot slot, Task task, RestartPolicy policy) {
    List<Task> chain = chain(slot, task);
    if (policy.window().isZero()) {
      return chain.size();
    }
    return judgements(task).mapToLong(judged -> judged.attempts(chain, policy)).max().orElseThrow();
  }

  /**
   * When a task was, or is, judged. One that was told to stop is judged then: that it has stopped
   * changes nothing. A deleted node gives its tasks an end, unless they have one or were told;
   * which of them it was is not recorded, and a slot that stays down must not be revived by the
   * other.
   */
  private Stream<Judgement> judgements(Task task) {
    if (NodeLoss.takes(task) && world.nodeGone(task.now().nodeName())) {
      return Stream.of(new Judgement(task, world.now(), false));
    }
    Instant began = task.now().runningAt().orElse(task.now().createdAt());
    Instant end = task.now().finishedAt().orElse(world.now());
    Stream<Judgement> ended = Stream.of(new Judgement(task, end, false));
    Stream<Judgement> told = Stream.of(new Judgement(task, began, true));
    if (task.orphanedBelatedly()) {
      return Stream.concat(ended, told);
    }
    return task.endedByItself() ? ended : told;
  }

  /**
   * The moment in which the attempts of a task are counted.
   *
   * @param told whether it was told to stop: then it is an attempt itself, as what Swarm compares
   *     with is the time of its last state (S§4.4); one that got no node gave way and is none
   */
  private record Judgement(Task task, Instant end, boolean told) {
    long attempts(List<Task> chain, RestartPolicy policy) {
      Instant start = end.minus(policy.window());
      return chain.stream()
          .filter(t -> t.now().createdAt().isAfter(start))
          .filter(t -> t.now().createdAt().isBefore(end) || (told && t.equals(task)))
          .count();
    }
  }

  private static List<Task> chain(Slot slot, Task task) {
    return slot.tasks().stream()
        .filter(t -> t.attempt() <= task.attempt())
        .takeWhile(
            t ->
                t.identity().reason().byRestart()
                    && t.identity().revision().equals(task.identity().revision()))
        .filter(t -> !gaveWay(slot, t))
        .toList();
  }

  /**
   * Whether a task that waited for a place only gave way to the next, for another one (mechanics
   * 5): Swarm makes no second task for that. One that was lost or evicted counts.
   */
  private static boolean gaveWay(Slot slot, Task task) {
    boolean untried =
        task.now().desired().stops() && !task.endedByItself() && task.now().runningAt().isEmpty();
    Reason reason = task.identity().reason();
    boolean sameReason =
        slot.successorOf(task).map(next -> next.identity().reason() == reason).orElse(false);
    boolean boundMeanwhile = sameReason && !reason.stoppedPredecessor();
    return untried && (task.now().nodeName().isEmpty() || boundMeanwhile);
  }

  /**
   * The tasks of a slot that count, or will, against the attempts of its newest: without their
   * records nobody could tell how many there were.
   */
  List<Task> countedAttempts(Slot slot) {
    RestartPolicy policy = world.restartPolicy(slot.newest());
    if (policy.maxAttempts() == 0) {
      return List.of();
    }
    Instant start = world.now().minus(policy.window());
    return chain(slot, slot.newest()).stream()
        .filter(t -> policy.window().isZero() || t.now().createdAt().isAfter(start))
        .toList();
  }
}
