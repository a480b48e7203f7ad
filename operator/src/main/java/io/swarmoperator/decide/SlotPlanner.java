package io.swarmoperator.decide;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns what the rules say about each slot into actions: {@link #plan} shows in which order slots
 * are looked at, {@link #keepUp} what a slot may need. Order within a step is what makes a crash
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
  private final EmptySlots empty;
  private final Leftovers leftovers;

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
    this.empty = new EmptySlots(world, newTasks);
    this.leftovers = new Leftovers(world, slots, history, steps);
    this.replacements = new Replacements(world, restarts, newTasks, steps);
    this.updates = new UpdateStep(world, order(), steps, history, removal, newTasks, waiting, wake);
  }

  StepList steps() {
    return steps;
  }

  /**
   * Looks at all slots. What has taken care of a task takes it out of the hands of what follows.
   *
   * <ol>
   *   <li>slots and tasks that are not wanted any more go (S§3.5, S§7, S§8)
   *   <li>tasks that have no node yet stand back where an update moves a place (S§9.6)
   *   <li>free workers of the run take the next slots (S§5.4)
   *   <li>all other slots are kept up: {@link #keepUp}
   *   <li>slots of paused nodes finish the step that they had begun (S§10.2)
   *   <li>slots without a task get one (S§3.4, S§7, S§8)
   *   <li>what is too old leaves the history (S§11)
   *   <li>what is left of tasks that must not run goes
   * </ol>
   */
  void plan() {
    removal.plan();
    List<Slot> others = slotsWithoutWorker();
    others.forEach(slot -> places.inTheWay(slot).ifPresent(task -> makeWay(slot, task)));
    rollout.ifPresent(this::handOut);
    others.stream().filter(s -> places.inTheWay(s).isEmpty()).forEach(this::keepUp);
    slots.resting().forEach(succession::stopSuperseded);
    slots.missing().forEach(empty::fill);
    world.slots().values().forEach(history::lookBack);
    leftovers.plan();
  }

  private List<Slot> slotsWithoutWorker() {
    List<Slot> passedOver = rollout.map(Updater::passedOver).orElse(List.of());
    Set<SlotId> taken =
        Stream.concat(next.stream(), passedOver.stream()).map(Slot::id).collect(Collectors.toSet());
    return slots.kept().stream().filter(s -> !taken.contains(s.id())).toList();
  }

  private void handOut(Updater updater) {
    next.forEach(slot -> updates.take(slot, updater.run()));
    updater.passedOver().forEach(slot -> updates.passOver(slot, updater.run()));
  }

  /**
   * Takes the next step of a slot that no worker takes, the first of these that there is.
   *
   * <ol>
   *   <li>a worker had left its task where it was: what is beside it goes (S§5.4 a, b), though a
   *       failure has stopped the run in between (S§5.6)
   *   <li>its task can't go on and may be replaced (S§4.1)
   *   <li>a replacement waits that was made twice: it is given up
   *   <li>a run has left it behind, as its node was paused: it is brought up to date (S§7)
   *   <li>else tasks on drained and lost nodes stop (S§10.2), the older of two goes (S§5.5), and
   *       what waits starts when it is due (S§4.3), or gives up a place that it never gets (S§9.2)
   * </ol>
   */
  private void keepUp(Slot slot) {
    Optional<Task> kept = world.memory().openRun().flatMap(r -> updates.keeps(slot, r));
    Optional<RestartSupervisor.Restart> restart = restarts.restart(slot);
    if (kept.isPresent()) {
      updates.keep(slot, kept.get());
    } else if (restart.isPresent()) {
      replacements.replace(slot, restart.get());
    } else if (needless(slot)) {
      history.giveUp(slot, List.of(slot.newest()));
    } else if (leftBehind(slot)) {
      updates.renewBeside(slot);
    } else {
      succession.stopLost(slot);
      succession.stopSuperseded(slot);
      slot.live().stream()
          .limit(1)
          .filter(t -> !succession.leavesNoRoom(slot, t))
          .forEach(t -> waiting.startIfDue(slot, t));
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

  private boolean leftBehind(Slot slot) {
    return !world.spec().paused() && slots.staleAreRenewed() && slots.dirtiness().stale(slot);
  }

  /** Where an older task runs on, that one is the slot's until the rollout comes to it. */
  private void makeWay(Slot slot, Task task) {
    if (slot.live().size() > 1) {
      removal.stop(task);
    } else {
      exchange.standBack(slot, task);
    }
  }

  private UpdateOrder order() {
    return rollout.map(r -> r.policy().order()).orElse(UpdateOrder.STOP_FIRST);
  }
}
