package io.swarmoperator.decide;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Walks the slots of a run: how far it is, read off the tasks that it made, and which slots are
 * next (S§5.3 to S§5.5); what fails is judged by {@link FailedTasks}. Remembered is only what no
 * task can tell afterwards: in the {@link Rollout} which tasks failed in time and which slots went
 * with their nodes, and on a task's record that a worker has found it right and left it ({@link
 * TaskRecord.Kept}).
 *
 * <p>Swarm's updater is a pool of workers. A worker that has taken a slot is busy until the slot's
 * new task was seen running or ended, and for the delay after that. One that finds the right task
 * there already, or that the restart supervisor has brought the slot up to date in the meantime,
 * leaves it, and sleeps the delay all the same (S§5.4, X20).
 */
final class Updater {
  private final World world;
  private final Slots slots;
  private final Rollout rollout;
  private final RolloutPolicy policy;
  private final List<Turn> queue = new ArrayList<>();
  private final List<Worked> worked = new ArrayList<>();
  private final boolean refills;

  /**
   * A slot that no worker has taken yet.
   *
   * @param slot the slot
   * @param dirty whether there is something to do then
   */
  private record Turn(Slot slot, boolean dirty) {}

  /**
   * A slot that a worker has taken.
   *
   * @param slot none when it is no more
   * @param made the task that it made; none where it was left as it was
   * @param taken when
   * @param reached when that task, or what replaced it on another node, ran or ended; empty until
   *     then
   */
  private record Worked(
      Optional<SlotId> slot, Optional<Task> made, Instant taken, Optional<Instant> reached) {}

  Updater(World world, Slots slots, Rollout rollout) {
    this.world = world;
    this.slots = slots;
    this.rollout = rollout;
    this.policy = rollout.state().rollback() ? world.spec().rollback() : world.spec().update();
    Set<SlotId> kept = slots.kept().stream().map(Slot::id).collect(Collectors.toSet());
    this.refills = slots.refilledByRollback();
    addGoneSlots();
    for (Slot slot : world.slots().values()) {
      Optional<Task> made = slot.madeBy(rollout).filter(t -> !withdrawn(slot, t));
      if (made.isPresent()) {
        Task task = made.get();
        worked.add(
            new Worked(Optional.of(slot.id()), made, task.now().createdAt(), reached(slot, task)));
      } else if (slot.keptIn(rollout).isPresent()) {
        worked.add(left(slot, slot.keptIn(rollout).get()));
      } else if (kept.contains(slot.id()) && slots.dirtiness().dirty(slot)) {
        queue.add(new Turn(slot, true));
      } else if (kept.contains(slot.id()) && slot.renewedIn(rollout).isPresent()) {
        queue.add(new Turn(slot, false));
      }
    }
  }

  /**
   * Whether a task had to give up its place and nothing has come instead, because the operator died
   * in between: the slot is yet to be taken.
   */
  private static boolean withdrawn(Slot slot, Task made) {
    boolean toldToStop = !made.live() && !made.endedByItself();
    return toldToStop
        && made.equals(slot.newest())
        && made.now().nodeName().isEmpty()
        && !slot.live().isEmpty();
  }

  /** A slot that a worker left as it is; it isn't done before what is beside its task goes. */
  private Worked left(Slot slot, Task task) {
    Instant at = task.now().wanted().kept().orElseThrow().at();
    boolean done = !task.live() || UpdateStep.membersBeside(world, task, slot).isEmpty();
    return new Worked(
        Optional.of(slot.id()), Optional.empty(), at, done ? Optional.of(at) : Optional.empty());
  }

  /** As long as its record is there, a slot that goes counts by that. */
  private void addGoneSlots() {
    Set<String> there =
        world.slots().values().stream()
            .filter(s -> s.madeBy(rollout).isPresent() || s.keptIn(rollout).isPresent())
            .map(s -> s.id().word())
            .collect(Collectors.toSet());
    rollout.goneSlots().stream()
        .filter(g -> !there.contains(g.slot()))
        .map(
            g ->
                new Worked(Optional.empty(), Optional.empty(), g.taken(), Optional.of(g.reached())))
        .forEach(worked::add);
  }

  /** Those of the given slots that a worker has taken: it sleeps its delay without them. */
  List<Rollout.GoneSlot> takenOf(List<Slot> leaving) {
    Set<SlotId> ids = leaving.stream().map(Slot::id).collect(Collectors.toSet());
    return worked.stream()
        .filter(w -> w.slot().filter(ids::contains).isPresent())
        .map(
            w ->
                new Rollout.GoneSlot(
                    w.slot().orElseThrow().word(), w.taken(), w.reached().orElse(world.now())))
        .toList();
  }

  Rollout run() {
    return rollout;
  }

  RolloutPolicy policy() {
    return policy;
  }

  /** The slots that free workers take now. */
  List<Slot> next() {
    return world.spec().paused() ? List.of() : turns().filter(Turn::dirty).map(Turn::slot).toList();
  }

  /**
   * The slots that free workers come to now and find up to date (S§5.4, X20): that changes nothing
   * there, so a service that its user has paused hinders nobody.
   */
  List<Slot> passedOver() {
    return turns().filter(turn -> !turn.dirty()).map(Turn::slot).toList();
  }

  private Stream<Turn> turns() {
    int free = policy.parallelism() == 0 ? queue.size() : policy.parallelism() - busy();
    return queue.stream().limit(Math.max(0, free));
  }

  /** The tasks that the run has made, of slots that are still there. */
  Stream<Task> made() {
    return worked.stream().flatMap(w -> w.made().stream());
  }

  /** Whether slots are still to be handed out. */
  boolean handsOut() {
    return !queue.isEmpty();
  }

  /** When a worker took its slot last; empty before the first. */
  Optional<Instant> lastHandedOut() {
    return worked.stream().map(Worked::taken).max(Comparator.naturalOrder());
  }

  /** How many slots the run has come to so far: one that joins in the middle is one more. */
  int taken() {
    return worked.size();
  }

  /** When the last worker is free, if no slot is left and none waits for its task. */
  Optional<Instant> workersDone() {
    boolean open =
        refills || !queue.isEmpty() || worked.stream().anyMatch(w -> w.reached().isEmpty());
    if (open) {
      return Optional.empty();
    }
    return Optional.of(
        worked.stream()
            .map(this::freeAt)
            .max(Comparator.naturalOrder())
            .orElse(world.begun(rollout)));
  }

  /**
   * When the rollout is complete, unless a failure intervenes. One that only refills slots watches
   * nothing (S§5.3).
   */
  Optional<Instant> completeAt() {
    return rollout.slots() == 0
        ? workersDone()
        : workersDone().map(t -> t.plus(policy.finalMonitor()));
  }

  /** When time alone changes something next: a worker gets free, or the last watch ends. */
  Optional<Instant> nextChange() {
    Optional<Instant> free =
        worked.stream()
            .filter(w -> w.reached().isPresent())
            .map(this::freeAt)
            .filter(t -> t.isAfter(world.now()))
            .min(Comparator.naturalOrder());
    return free.or(this::completeAt);
  }

  private int busy() {
    return (int)
        worked.stream()
            .filter(w -> w.reached().isEmpty() || freeAt(w).isAfter(world.now()))
            .count();
  }

  private Instant freeAt(Worked w) {
    return w.reached().orElseThrow().plus(policy.delay());
  }

  /** An update follows the replacement of a task that was moved or lost before it ran (D17). */
  private Optional<Instant> reached(Slot slot, Task made) {
    Task task = made;
    while (true) {
      if (task.now().runningAt().isPresent()) {
        return task.now().runningAt();
      }
      Optional<Task> successor = slot.successorOf(task);
      boolean moved =
          successor
              .map(
                  s ->
                      s.identity().reason().byRestart()
                          && s.identity().reason().stoppedPredecessor())
              .orElse(false);
      if (!moved && task.removed()) {
        return reachedBeforeItWent(slot, task);
      }
      if (!moved) {
        boolean open =
            (task.live() && !NodePause.keepsFromStarting(slots, slot, task))
                || (task.now().desired() == DesiredState.SHUTDOWN && stillStops(task));
        return open
            ? Optional.empty()
            : Optional.of(task.now().finishedAt().orElse(task.now().createdAt()));
      }
      task = successor.get();
    }
  }

  /** A node takes its slot with it at once; a slot that is scaled away frees its worker (s08b). */
  private Optional<Instant> reachedBeforeItWent(Slot slot, Task task) {
    Optional<Instant> gone =
        rollout.goneSlots().stream()
            .filter(g -> g.slot().equals(slot.id().word()))
            .map(Rollout.GoneSlot::reached)
            .findFirst();
    boolean open = world.spec().mode().perNode() && gone.isEmpty() && !task.ended();
    return open
        ? Optional.empty()
        : gone.or(task.now()::finishedAt).or(() -> Optional.of(task.now().createdAt()));
  }

  /** A task on a lost node that gets no replacement must not hold the update up (S§7). */
  private static boolean stillStops(Task task) {
    return !task.ended() && !task.onDownNode();
  }
}
