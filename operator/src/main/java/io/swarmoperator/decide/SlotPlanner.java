package io.swarmoperator.decide;

import java.time.Instant;
import java.util.ArrayList;
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
  private final Optional<Updater> rollout;
  private final SlotHistory history;
  private final NodeRanking ranking;
  private final Wake wake;
  private final StepList steps = new StepList();
  private final SlotRemoval removal;
  private final List<Slot> next;
  private final PlaceKeeping places;

  SlotPlanner(
      World world, Slots slots, RestartSupervisor restarts, Optional<Updater> rollout, Wake wake) {
    this.world = world;
    this.slots = slots;
    this.restarts = restarts;
    this.rollout = rollout;
    this.history = new SlotHistory(new HistoryReaper(world, restarts), steps, world.now());
    this.ranking = new NodeRanking(world);
    this.wake = wake;
    this.removal = new SlotRemoval(slots, steps);
    this.next = rollout.map(Updater::next).orElse(List.of());
    this.places = new PlaceKeeping(world, startFirst() ? List.of() : next);
  }

  StepList steps() {
    return steps;
  }

  void plan() {
    removal.plan();
    Set<SlotId> taken = next.stream().map(Slot::id).collect(Collectors.toSet());
    List<Slot> others = slots.kept().stream().filter(s -> !taken.contains(s.id())).toList();
    others.forEach(slot -> places.inTheWay(slot).ifPresent(task -> makeWay(slot, task)));
    next.forEach(this::update);
    others.stream().filter(s -> places.inTheWay(s).isEmpty()).forEach(this::keepUp);
    slots.resting().forEach(this::stopSuperseded); // a step that had begun
    slots.missing().forEach(this::fill);
    world.slots().values().forEach(history::lookBack);
    world.tasks().forEach(this::finishStopping);
    slots.kept().forEach(this::dropRemoved);
  }

  /** Takes the slot's next step without a rollout's doing. */
  private void keepUp(Slot slot) {
    Optional<RestartSupervisor.Restart> restart = restarts.restart(slot);
    if (restart.isPresent()) {
      replace(slot, restart.get());
    } else if (needless(slot)) {
      history.giveUp(slot, List.of(slot.newest()));
    } else if (passedOver(slot)) {
      renew(slot, 0);
    } else {
      stopLost(slot);
      stopSuperseded(slot);
      slot.live().stream().limit(1).forEach(t -> startIfDue(slot, t));
      slot.live().stream().limit(1).filter(ranking::givesUp).forEach(t -> exchange(slot, t));
      history.giveUp(slot, slot.live().stream().skip(1).filter(this::waitsBeside).toList());
    }
  }

  /**
   * Whether a replacement waits although the task before it is there: another operator has made
   * that once more, before it saw what became of it.
   */
  private static boolean needless(Slot slot) {
    Task newest = slot.newest();
    return newest.waiting()
        && newest.identity().reason().byRestart()
        && slot.live().stream()
            .anyMatch(t -> t.hasUnfinishedPod() && t.attempt() == newest.attempt() - 1);
  }

  private boolean waitsBeside(Task task) {
    return task.waiting() && !steps.takesCareOf(task);
  }

  private boolean passedOver(Slot slot) {
    return !world.spec().paused() && slots.passedOverAreRenewed() && slots.stale(slot);
  }

  private void replace(Slot slot, RestartSupervisor.Restart restart) {
    Task old = restart.of();
    boolean overlaps = NodeDrain.replacesFirst(world.spec(), restart);
    boolean due = !restart.startAfter().isAfter(world.now());
    boolean free =
        slot.tasks().stream().noneMatch(t -> t.occupiesSlot() && (!t.live() || t.equals(old)));
    TaskIdentity identity =
        identity(
            slot.id(),
            slot.newest().attempt() + 1,
            restarts.revision(old),
            restart.reason(),
            restarts.renewedIn(old));
    List<Action> then = new ArrayList<>();
    boolean judged = old.newlyEnded() && old.hasUnfinishedPod() && !old.deleting();
    if ((old.live() && old.hasPod() && !overlaps) || judged) {
      then.add(steps.delete(old));
    }
    // a task that runs, and of which only we say that it has ended: the reason may pass
    List<Action> first = judged ? List.of(steps.save(old.now())) : List.of();
    if (overlaps || (due && free)) {
      create(slot, identity, first, then);
    } else {
      await(slot, identity, Optional.of(restart.startAfter()), first, then);
    }
  }

  /** Where an older task runs on, that one is the slot's until the rollout comes to it. */
  private void makeWay(Slot slot, Task task) {
    if (slot.live().size() > 1) {
      removal.stop(task);
    } else {
      exchange(slot, task);
    }
  }

  /**
   * Lets another task wait for a place instead of one that waits in vain (mechanics 5) or stands
   * back ({@link PlaceKeeping}). Its pod comes when the old one has gone, or beside a task that
   * runs on when the old one is told to go: that one may be given a place in the last moment.
   */
  private void exchange(Slot slot, Task task) {
    TaskIdentity old = task.identity();
    TaskIdentity identity =
        identity(
            slot.id(),
            slot.newest().attempt() + 1,
            world.known(old.revision()).orElseGet(world::target),
            old.reason(),
            old.rollout());
    Action told = steps.save(task.now().withDesired(DesiredState.SHUTDOWN));
    if (slot.live().size() > 1) { // one that waits would be a reason to stop the one that runs on
      create(slot, identity, List.of(told, steps.delete(task)), List.of());
    } else {
      await(slot, identity, Optional.empty(), List.of(told), List.of(steps.delete(task)));
    }
  }

  /**
   * Stops tasks on nodes that are drained or down and that get no replacement, or have one already.
   */
  private void stopLost(Slot slot) {
    for (Task task : slot.live()) {
      if (task.lost() && !NodeDrain.awaitsReplacement(world.spec(), slot, task)) {
        steps.add(
            List.of(steps.save(task.now().withDesired(DesiredState.SHUTDOWN)), steps.delete(task)));
      }
    }
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
      live.stream().skip(1).filter(t -> t.hasPod() && !t.lost()).forEach(removal::stop);
      history.giveUp(slot, live.stream().skip(1).filter(Task::waiting).toList());
    }
  }

  private boolean finishesSlot(Slot slot, Task newest) {
    boolean byRollout =
        world.memory().rollout().flatMap(slot::madeBy).map(newest::equals).orElse(false);
    Reason reason = newest.identity().reason();
    return byRollout || (reason.byRestart() && reason.stoppedPredecessor());
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

  /**
   * The updater starts what waits for its delay as soon as the older ones have stopped (S§5.4 b).
   */
  private void startNow(Slot slot, Task task) {
    boolean delayed = task.waiting() && task.now().startAfter().isPresent();
    boolean others = slot.tasks().stream().anyMatch(t -> !t.equals(task) && t.occupiesSlot());
    if (delayed && others) {
      steps.add(List.of(steps.save(task.now().undelayed())));
    } else if (delayed && !places.standsBack(task)) {
      start(task);
    } else {
      startIfDue(slot, task);
    }
  }

  private void start(Task task) {
    TaskRecord started = task.now().started(world.spec().mode().started());
    steps.add(List.of(new Action.CreatePod(started, spot(task.identity()))));
  }

  private void startIfDue(Slot slot, Task task) {
    if (!task.waiting() || slot.olderStillStops(task) || places.standsBack(task)) {
      return;
    }
    Instant due = task.now().startAfter().orElse(world.now());
    if (due.isAfter(world.now())) {
      wake.at(due);
    } else {
      start(task);
    }
  }

  private void fill(SlotId id) {
    Optional<Slot> slot = Optional.ofNullable(world.slots().get(id));
    TaskIdentity identity = identity(id, nextAttempt(slot), world.target(), reasonToFill(), 0);
    boolean stopping = slot.map(s -> s.tasks().stream().anyMatch(Task::occupiesSlot)).orElse(false);
    Slot target = slot.orElseGet(() -> new Slot(id, List.of()));
    if (stopping) {
      await(target, identity, Optional.empty(), List.of());
    } else {
      create(target, identity, List.of());
    }
  }

  /** A job's removed tasks may leave older ones behind: the floor counts for their slots too. */
  private int nextAttempt(Optional<Slot> slot) {
    int floor = world.memory().attemptFloor();
    int newest = slot.map(s -> s.newest().attempt()).orElse(floor);
    return (world.spec().mode().job() ? Math.max(newest, floor) : newest) + 1;
  }

  private Reason reasonToFill() {
    Mode mode = world.spec().mode();
    if (mode.job()) {
      return Reason.JOB_STARTED;
    }
    return mode.perNode() ? Reason.NODE_JOINED : Reason.SCALED_UP;
  }

  /** A worker of the rollout takes the slot (S§5.4). */
  private void update(Slot slot) {
    Optional<Task> kept = slot.live().stream().filter(world::clean).findFirst();
    if (kept.isPresent()) {
      List<Task> others = slot.live().stream().filter(t -> !t.equals(kept.get())).toList();
      others.stream().filter(Task::hasPod).forEach(removal::stop);
      history.giveUp(slot, others.stream().filter(Task::waiting).toList());
      startNow(slot, kept.get());
      return;
    }
    renew(slot, world.memory().rollout().orElseThrow().number());
  }

  /** Replaces what runs in a slot by what the service is meant to run. */
  private void renew(Slot slot, int run) {
    boolean back = world.memory().rollout().map(r -> r.state().rollback()).orElse(false);
    Reason reason = run > 0 && back ? Reason.ROLLED_BACK : Reason.SPEC_CHANGED;
    TaskIdentity identity =
        identity(slot.id(), slot.newest().attempt() + 1, world.target(), reason, run);
    List<Task> givenUp = slot.live().stream().filter(t -> !t.hasPod()).toList();
    List<Task> toldToStop =
        startFirst() ? List.of() : slot.live().stream().filter(Task::hasPod).toList();
    boolean free = startFirst() || slot.tasks().stream().noneMatch(Task::occupiesSlot);
    history.comes(
        slot,
        givenUp,
        List.of(),
        free ? pod(identity) : waiting(identity, Optional.empty()),
        toldToStop.stream().map(steps::delete).toList());
  }

  private boolean startFirst() {
    return rollout.map(r -> r.policy().order() == UpdateOrder.START_FIRST).orElse(false);
  }

  /**
   * Deletes what is left of the pod of a task that must not run: rejected, overdue, or told to stop
   * before a crash.
   */
  private void finishStopping(Task task) {
    boolean lingers = !task.live() && task.hasUnfinishedPod() && !task.deleting();
    if (!lingers || steps.takesCareOf(task)) {
      return;
    }
    steps.add(
        task.newlyEnded()
            ? List.of(steps.save(task.now()), steps.delete(task))
            : List.of(steps.delete(task)));
  }

  private void dropRemoved(Slot slot) {
    slot.tasks().stream()
        .filter(t -> !t.equals(slot.newest()) && t.removed() && !t.hasPod())
        .filter(t -> !steps.takesCareOf(t))
        .forEach(
            t -> {
              List<Action> actions = new ArrayList<>(history.anchor(slot, List.of(t)));
              actions.addAll(steps.drop(t));
              steps.add(actions);
            });
  }

  private void create(Slot slot, TaskIdentity identity, List<Action> then) {
    create(slot, identity, List.of(), then);
  }

  private void create(Slot slot, TaskIdentity identity, List<Action> first, List<Action> then) {
    history.comes(slot, List.of(), first, pod(identity), then);
  }

  private void await(
      Slot slot, TaskIdentity identity, Optional<Instant> startAfter, List<Action> then) {
    await(slot, identity, startAfter, List.of(), then);
  }

  private void await(
      Slot slot,
      TaskIdentity identity,
      Optional<Instant> startAfter,
      List<Action> first,
      List<Action> then) {
    history.comes(slot, List.of(), first, waiting(identity, startAfter), then);
  }

  private Action pod(TaskIdentity task) {
    TaskRecord record =
        TaskRecord.created(task, world.spec().mode().started(), Optional.empty(), world.now());
    return new Action.CreatePod(record, spot(task));
  }

  private Action waiting(TaskIdentity task, Optional<Instant> startAfter) {
    startAfter.ifPresent(wake::at);
    return steps.save(TaskRecord.created(task, DesiredState.READY, startAfter, world.now()));
  }

  private Spot spot(TaskIdentity task) {
    return ranking.choose(task, world.known(task.revision()).orElseGet(world::target));
  }

  private TaskIdentity identity(
      SlotId slot, int attempt, Revision revision, Reason reason, int rolloutNumber) {
    String id = TaskIds.of(world.spec().uid(), slot, attempt);
    return new TaskIdentity(
        world.spec().name(),
        slot,
        attempt,
        id,
        revision.hash(),
        revision.image(),
        reason,
        rolloutNumber,
        world.iteration());
  }
}
