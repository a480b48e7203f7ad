package io.swarmoperator.decide;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The tasks that share a slot, newest first (S§1.3). */
final class Slot {
  private final SlotId id;
  private final List<Task> tasks;

  /** Asked for by every rule, several times. */
  private final List<Task> live;

  /**
   * A slot.
   *
   * @param tasks in any order; none only where the first one is about to come
   */
  Slot(SlotId id, List<Task> tasks) {
    this.id = id;
    this.tasks = tasks.stream().sorted(Comparator.comparingInt(Task::attempt).reversed()).toList();
    this.live = this.tasks.stream().filter(Task::live).toList();
  }

  SlotId id() {
    return id;
  }

  /** Highest attempt first. */
  List<Task> tasks() {
    return tasks;
  }

  Task newest() {
    return tasks.get(0);
  }

  /**
   * The task whose fate is the slot's: the newest, unless an older one was kept when the newest was
   * told to stop or failed (S§5.4 a, a change taken back in mid-update).
   */
  Task current() {
    boolean failedBesideAnother = newest().endedByItself() && !live().isEmpty();
    if (newest().live() || newest().disrupted() || failedBesideAnother) {
      return newest();
    }
    return live().stream()
        .findFirst()
        .or(() -> tasks.stream().filter(this::endedAfterNewest).findFirst())
        .orElse(newest());
  }

  private boolean endedAfterNewest(Task task) {
    Optional<Instant> end = newest().now().finishedAt();
    return task.endedByItself()
        && !task.orphanedBelatedly()
        && end.isPresent()
        && task.now().finishedAt().map(e -> e.isAfter(end.get())).orElse(false);
  }

  /** The tasks meant to run, newest first (S§3.2 rule 1). */
  List<Task> live() {
    return live;
  }

  /** The task that a rollout made in this slot. */
  Optional<Task> madeBy(Rollout rollout) {
    return tasks.stream()
        .filter(
            t -> t.identity().reason().byUpdater() && t.identity().rollout() == rollout.number())
        .findFirst();
  }

  /** The task by which the restart supervisor brought this slot up to date during a rollout. */
  Optional<Task> renewedIn(Rollout rollout) {
    return tasks.stream()
        .filter(
            t -> t.identity().reason().byRestart() && t.identity().rollout() == rollout.number())
        .findFirst();
  }

  /** The task that the updater found in this slot during a rollout, and left there (S§5.4 a, b). */
  Optional<Task> keptIn(Rollout rollout) {
    return tasks.stream()
        .filter(
            t -> t.now().wanted().kept().map(k -> k.rollout() == rollout.number()).orElse(false))
        .findFirst();
  }

  /** The tasks that came after another one. */
  Stream<Task> laterThan(Task task) {
    return tasks.stream().filter(t -> t.attempt() > task.attempt());
  }

  /** The task that came after another one. */
  Optional<Task> successorOf(Task task) {
    int index = tasks.indexOf(task);
    return index > 0 ? Optional.of(tasks.get(index - 1)) : Optional.empty();
  }

  /**
   * Whether a task older than the given one is told to stop and may still be at work (D18, D115).
   */
  boolean olderStillStops(Task task) {
    return tasks.stream()
        .anyMatch(t -> t.attempt() < task.attempt() && !t.live() && t.occupiesSlot());
  }

  /**
   * Why the slot can't be filled: its last task found no node in time, and its next one has none
   * either.
   */
  Optional<String> unplaceable() {
    return tasks.stream()
        .filter(Task::ended)
        .findFirst()
        .filter(Task::foundNoNodeInTime)
        .filter(last -> live().stream().noneMatch(Task::onItsNode))
        .map(last -> last.now().error());
  }

  /** Whether the slot was scaled away: nothing is live, and its newest task is to go. */
  boolean removed() {
    return live().isEmpty() && newest().now().desired() == DesiredState.REMOVE;
  }

  /**
   * Whether its records are gone and only pods are left that go too: the floor was raised above
   * their attempts before that.
   */
  boolean cleared(int attemptFloor) {
    return tasks.stream().allMatch(t -> t.forgotten() && t.attempt() <= attemptFloor);
  }
}
