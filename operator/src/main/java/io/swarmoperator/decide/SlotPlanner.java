package io.swarmoperator.decide;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Turns what the rules say about each slot into actions. Order within a step is what makes a crash
 * harmless: before a pod is deleted, the API server holds the reason, either as the waiting record
 * of its replacement or in its own record.
 */
final class SlotPlanner {
  private final World world;
  private final Slots slots;
  private final RestartSupervisor restarts;
  private final Optional<RolloutProgress> rollout;
  private final HistoryReaper reaper;
  private final NodeRanking ranking;
  private final Wake wake;
  private final List<Step> steps = new ArrayList<>();
  private final Set<String> recorded = new HashSet<>();
  private final Set<String> deleted = new HashSet<>();

  SlotPlanner(
      World world,
      Slots slots,
      RestartSupervisor restarts,
      Optional<RolloutProgress> rollout,
      Wake wake) {
    this.world = world;
    this.slots = slots;
    this.restarts = restarts;
    this.rollout = rollout;
    this.reaper = new HistoryReaper(world, restarts);
    this.ranking = new NodeRanking(world);
    this.wake = wake;
  }

  List<Step> steps() {
    return steps;
  }

  /** Names of tasks whose records the steps take care of. */
  Set<String> recorded() {
    return recorded;
  }

  void plan() {
    slots.dead().forEach(this::clear);
    slots.surplus().forEach(this::remove);
    List<Slot> next = rollout.map(RolloutProgress::next).orElse(List.of());
    Set<Integer> taken = next.stream().map(Slot::number).collect(Collectors.toSet());
    next.forEach(this::update);
    slots.kept().stream().filter(s -> !taken.contains(s.number())).forEach(this::keepUp);
    slots.missing().forEach(this::fill);
    world.tasks().forEach(this::finishStopping);
    slots.kept().forEach(this::dropRemoved);
  }

  /**
   * The highest attempt among slots about to lose all their tasks: must be remembered before they
   * go (design §2.3).
   */
  static int attemptFloor(Slots slots) {
    return slots.dead().stream().mapToInt(s -> s.newest().attempt()).max().orElse(0);
  }

  /**
   * The newest record goes last: without it an older task would look like one that waits for its
   * replacement.
   */
  private void clear(Slot slot) {
    List<Action> actions = new ArrayList<>();
    boolean stopping = slot.tasks().stream().anyMatch(Task::hasUnfinishedPod);
    for (int i = slot.tasks().size() - 1; i >= 0; i--) {
      Task task = slot.tasks().get(i);
      if (i == 0 && stopping) {
        break;
      }
      boolean alive = task.hasUnfinishedPod();
      if (!alive) {
        actions.addAll(drop(task));
      }
    }
    add(actions);
  }

  private void remove(Slot slot) {
    for (Task task : slots.members(slot)) {
      List<Action> actions =
          new ArrayList<>(List.of(save(task.now().withDesired(DesiredState.REMOVE))));
      if (task.hasUnfinishedPod()) {
        actions.add(delete(task));
      }
      add(actions);
    }
  }

  /** Takes the slot's next step without a rollout's doing. */
  private void keepUp(Slot slot) {
    Optional<RestartSupervisor.Restart> restart = restarts.restart(slot);
    if (restart.isPresent()) {
      replace(slot, restart.get());
    } else {
      stopLost(slot);
      stopSuperseded(slot);
      slot.live().stream().limit(1).forEach(t -> startIfDue(slot, t));
      slot.live().stream().skip(1).filter(Task::waiting).forEach(this::stop);
    }
    if (restart.isEmpty() && slot.tasks().stream().anyMatch(Task::newlyEnded)) {
      reapAfterEnd(slot);
    }
  }

  private void replace(Slot slot, RestartSupervisor.Restart restart) {
    Task old = restart.of();
    boolean overlaps =
        restart.reason() == Reason.NODE_DRAINED
            && world.spec().drainOrder() == UpdateOrder.START_FIRST
            && old.running();
    boolean due = !restart.startAfter().isAfter(world.now());
    boolean free =
        slot.tasks().stream().noneMatch(t -> t.occupiesSlot() && (!t.live() || t.equals(old)));
    TaskIdentity identity =
        identity(
            slot.number(),
            slot.newest().attempt() + 1,
            restarts.revision(old),
            restart.reason(),
            0);
    List<Action> then = new ArrayList<>();
    if (old.live() && old.hasPod() && !overlaps) {
      then.add(delete(old));
    }
    if (overlaps || (due && free)) {
      create(slot, identity, then);
    } else {
      await(slot, identity, Optional.of(restart.startAfter()), then);
    }
  }

  /**
   * Stops tasks on nodes that are drained or down and that get no replacement, or have one already.
   */
  private void stopLost(Slot slot) {
    for (Task task : slot.live()) {
      boolean lost = task.hasPod() && (task.onDownNode() || task.onDrainingNode());
      if (lost && !startFirstReplacementPending(slot, task)) {
        add(List.of(save(task.now().withDesired(DesiredState.SHUTDOWN)), delete(task)));
      }
    }
  }

  private static boolean startFirstReplacementPending(Slot slot, Task task) {
    Task newest = slot.newest();
    return !task.equals(newest)
        && newest.live()
        && !newest.running()
        && !newest.waiting()
        && !task.onDownNode();
  }

  /**
   * In a slot with two live tasks the older one goes when the newer runs: end of a start-first step
   * (S§5.5).
   */
  private void stopSuperseded(Slot slot) {
    List<Task> live = slot.live();
    if (live.size() < 2) {
      return;
    }
    Task newest = live.get(0);
    boolean takesOver =
        newest.running()
            && world.clean(newest)
            && (finishesSlot(slot, newest) || !rolloutUnderWay());
    if (takesOver) {
      live.stream().skip(1).filter(t -> !lost(t)).forEach(this::stop);
    }
  }

  private static boolean lost(Task task) {
    return task.hasPod() && (task.onDownNode() || task.onDrainingNode());
  }

  private boolean finishesSlot(Slot slot, Task newest) {
    boolean byRollout =
        world.memory().rollout().flatMap(slot::madeBy).map(newest::equals).orElse(false);
    return byRollout || newest.identity().reason() == Reason.NODE_DRAINED;
  }

  /**
   * After a failed start-first step old and new share the slot until the rollout is over (S§5.5); a
   * paused one isn't.
   */
  private boolean rolloutUnderWay() {
    return world
        .memory()
        .rollout()
        .map(r -> r.state().active() || r.state().paused())
        .orElse(false);
  }

  private void startIfDue(Slot slot, Task task) {
    if (!task.waiting() || slot.olderStillStops(task)) {
      return;
    }
    Instant due = task.now().startAfter().orElse(world.now());
    if (due.isAfter(world.now())) {
      wake.at(due);
    } else {
      add(List.of(new Action.CreatePod(task.now().started(), ranking.choose())));
    }
  }

  private void fill(int number) {
    Optional<Slot> slot = Optional.ofNullable(world.slots().get(number));
    int attempt = slot.map(s -> s.newest().attempt()).orElse(world.memory().attemptFloor()) + 1;
    TaskIdentity identity = identity(number, attempt, world.target(), Reason.SCALED_UP, 0);
    boolean stopping = slot.map(s -> s.tasks().stream().anyMatch(Task::occupiesSlot)).orElse(false);
    Slot target = slot.orElseGet(() -> new Slot(number, List.of()));
    if (stopping) {
      await(target, identity, Optional.empty(), List.of());
    } else {
      create(target, identity, List.of());
    }
  }

  /** A worker of the rollout takes the slot (S§5.4). */
  private void update(Slot slot) {
    Optional<Task> kept = slot.live().stream().filter(world::clean).findFirst();
    if (kept.isPresent()) {
      slot.live().stream().filter(t -> !t.equals(kept.get())).forEach(this::stop);
      startIfDue(slot, kept.get());
      return;
    }
    Rollout run = world.memory().rollout().orElseThrow();
    Reason reason = run.state().rollback() ? Reason.ROLLED_BACK : Reason.SPEC_CHANGED;
    TaskIdentity identity =
        identity(slot.number(), slot.newest().attempt() + 1, world.target(), reason, run.number());
    List<Action> then = new ArrayList<>();
    boolean startFirst = rollout.orElseThrow().policy().order() == UpdateOrder.START_FIRST;
    for (Task old : slot.live()) {
      if (!old.hasPod()) {
        then.add(save(old.now().ended(TaskState.SHUTDOWN, "shutdown", "", world.now())));
      } else if (!startFirst) {
        then.add(delete(old));
      }
    }
    if (startFirst || slot.tasks().stream().noneMatch(Task::occupiesSlot)) {
      create(slot, identity, then);
    } else {
      await(slot, identity, Optional.empty(), then);
    }
  }

  /**
   * Deletes what is left of the pod of a task that must not run: rejected, overdue, or told to stop
   * before a crash.
   */
  private void finishStopping(Task task) {
    boolean lingers = !task.live() && task.hasUnfinishedPod() && !task.deleting();
    boolean takenCareOf = recorded.contains(task.name()) || deleted.contains(task.name());
    if (!lingers || takenCareOf) {
      return;
    }
    add(task.newlyEnded() ? List.of(save(task.now()), delete(task)) : List.of(delete(task)));
  }

  private void dropRemoved(Slot slot) {
    slot.tasks().stream()
        .filter(t -> !t.equals(slot.newest()) && removed(t) && !t.hasPod())
        .forEach(t -> add(drop(t)));
  }

  private void reapAfterEnd(Slot slot) {
    List<Task> gone = reaper.reap(slot, 0);
    if (gone.isEmpty()) {
      return;
    }
    List<Action> actions = new ArrayList<>();
    gone.forEach(t -> actions.addAll(drop(t)));
    slot.tasks().stream()
        .filter(t -> t.newlyEnded() && !gone.contains(t) && !removed(t))
        .forEach(t -> actions.add(save(t.now())));
    add(actions);
  }

  private static boolean removed(Task task) {
    return task.now().desired() == DesiredState.REMOVE;
  }

  private void stop(Task task) {
    if (task.hasPod()) {
      add(List.of(save(task.now().withDesired(DesiredState.SHUTDOWN)), delete(task)));
    } else {
      add(List.of(save(task.now().ended(TaskState.SHUTDOWN, "shutdown", "", world.now()))));
    }
  }

  private void create(Slot slot, TaskIdentity identity, List<Action> then) {
    TaskRecord record =
        TaskRecord.created(identity, DesiredState.RUNNING, Optional.empty(), world.now());
    withReaping(slot, new Action.CreatePod(record, ranking.choose()), then);
  }

  private void await(
      Slot slot, TaskIdentity identity, Optional<Instant> startAfter, List<Action> then) {
    startAfter.ifPresent(wake::at);
    withReaping(
        slot,
        save(TaskRecord.created(identity, DesiredState.READY, startAfter, world.now())),
        then);
  }

  /**
   * History goes before the new task comes, so that a crash in between loses nothing; only the
   * newest must outlive its successor.
   */
  private void withReaping(Slot slot, Action coming, List<Action> then) {
    List<Action> actions = new ArrayList<>();
    List<Task> gone = slot.tasks().isEmpty() ? List.of() : reaper.reap(slot, 1);
    gone.stream().filter(t -> !t.equals(slot.newest())).forEach(t -> actions.addAll(drop(t)));
    actions.add(coming);
    actions.addAll(then);
    gone.stream().filter(t -> t.equals(slot.newest())).forEach(t -> actions.addAll(drop(t)));
    add(actions);
  }

  private List<Action> drop(Task task) {
    recorded.add(task.name());
    List<Action> actions = new ArrayList<>();
    if (task.hasPod() && !task.deleting()) {
      actions.add(delete(task));
    }
    if (task.stored().isPresent()) {
      actions.add(new Action.DeleteRecord(task.name()));
    }
    return actions;
  }

  private Action save(TaskRecord record) {
    recorded.add(record.identity().name());
    return new Action.SaveRecord(record);
  }

  private Action delete(Task task) {
    deleted.add(task.name());
    return new Action.DeletePod(task.name(), task.pod().orElseThrow().uid());
  }

  private void add(List<Action> actions) {
    if (!actions.isEmpty()) {
      steps.add(new Step(actions));
    }
  }

  private TaskIdentity identity(
      int slot, int attempt, Revision revision, Reason reason, int rolloutNumber) {
    String id = TaskIds.of(world.spec().uid(), slot, attempt);
    return new TaskIdentity(
        world.spec().name(),
        slot,
        attempt,
        id,
        revision.hash(),
        revision.image(),
        reason,
        rolloutNumber);
  }
}
