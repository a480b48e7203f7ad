package io.swarmoperator.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
  private final StepList steps = new StepList();
  private final SlotRemoval removal;
  private final List<Slot> next;
  private final PlaceKeeping places;
  private final NewTasks newTasks;
  private final WaitingTasks waiting;
  private final PlaceExchange exchange;
  private final Succession succession;
  private final Replacements replacements;
  private final UpdateStep updates;

  SlotPlanner(
      World world, Slots slots, RestartSupervisor restarts, Optional<Updater> rollout, Wake wake) {
    this.world = world;
    this.slots = slots;
    this.restarts = restarts;
    this.rollout = rollout;
    this.history = new SlotHistory(new HistoryReaper(world, restarts), steps, world.now());
    NodeRanking ranking = new NodeRanking(world);
    this.removal = new SlotRemoval(slots, rollout.map(r -> new FailedTasks(world, r)), steps);
    this.next = rollout.map(Updater::next).orElse(List.of());
    this.places = new PlaceKeeping(world, order() == UpdateOrder.START_FIRST ? List.of() : next);
    this.newTasks = new NewTasks(world, ranking, history, steps, wake);
    this.waiting = new WaitingTasks(world, places, newTasks, steps, wake);
    this.exchange = new PlaceExchange(world, ranking, newTasks, steps);
    this.succession = new Succession(world, removal, history);
    this.replacements = new Replacements(world, restarts, newTasks, steps);
    this.updates = new UpdateStep(world, order(), steps, history, removal, newTasks, waiting, wake);
  }

  StepList steps() {
    return steps;
  }

  void plan() {
    removal.plan();
    List<Slot> passedOver = rollout.map(Updater::passedOver).orElse(List.of());
    Set<SlotId> taken =
        Stream.concat(next.stream(), passedOver.stream()).map(Slot::id).collect(Collectors.toSet());
    List<Slot> others = slots.kept().stream().filter(s -> !taken.contains(s.id())).toList();
    others.forEach(slot -> places.inTheWay(slot).ifPresent(task -> makeWay(slot, task)));
    rollout.ifPresent(r -> next.forEach(slot -> updates.take(slot, r.run())));
    rollout.ifPresent(r -> passedOver.forEach(slot -> updates.passOver(slot, r.run())));
    others.stream().filter(s -> places.inTheWay(s).isEmpty()).forEach(this::keepUp);
    slots.resting().forEach(succession::stopSuperseded); // a step that had begun
    slots.missing().forEach(this::fill);
    world.slots().values().forEach(history::lookBack);
    world.tasks().forEach(this::finishStopping);
    slots.kept().forEach(this::dropRemoved);
    slots.resting().forEach(this::dropRemoved);
  }

  /** A step that has begun is finished, though a failure has stopped the run in between (S§5.6). */
  private Optional<Rollout> begun() {
    return world.memory().rollout().filter(r -> !r.state().done());
  }

  /** Takes the slot's next step while no worker of a rollout takes it. */
  private void keepUp(Slot slot) {
    Optional<Task> kept = begun().flatMap(r -> updates.keeps(slot, r));
    Optional<RestartSupervisor.Restart> restart = restarts.restart(slot);
    if (kept.isPresent()) {
      updates.keep(slot, kept.get());
    } else if (restart.isPresent()) {
      replacements.replace(slot, restart.get());
    } else if (needless(slot)) {
      history.giveUp(slot, List.of(slot.newest()));
    } else if (passedOver(slot)) {
      updates.renewBeside(slot);
    } else {
      stopLost(slot);
      succession.stopSuperseded(slot);
      slot.live().stream().limit(1).forEach(t -> waiting.startIfDue(slot, t));
      slot.live().stream().limit(1).forEach(t -> exchange.ifInVain(slot, t));
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
    return !world.spec().paused() && slots.passedOverAreRenewed() && slots.dirtiness().stale(slot);
  }

  /** Where an older task runs on, that one is the slot's until the rollout comes to it. */
  private void makeWay(Slot slot, Task task) {
    if (slot.live().size() > 1) {
      removal.stop(task);
    } else {
      exchange.standBack(slot, task);
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

  private void fill(SlotId id) {
    Optional<Slot> slot = Optional.ofNullable(world.slots().get(id));
    TaskIdentity identity =
        newTasks.identity(id, nextAttempt(slot), world.target(), reasonToFill());
    boolean stopping = slot.map(s -> s.tasks().stream().anyMatch(Task::occupiesSlot)).orElse(false);
    Slot target = slot.orElseGet(() -> new Slot(id, List.of()));
    if (stopping) {
      newTasks.await(target, identity, Optional.empty(), NewTasks.Around.NOTHING);
    } else {
      newTasks.start(target, identity, NewTasks.Around.NOTHING);
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

  private UpdateOrder order() {
    return rollout.map(r -> r.policy().order()).orElse(UpdateOrder.STOP_FIRST);
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
}
