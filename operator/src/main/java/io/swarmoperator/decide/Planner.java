package io.swarmoperator.decide;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Takes the decisions about one service: observed world in, plan out. Total and deterministic. Read
 * from {@link #plan} down; what the status says of it all is for {@link StatusSummary} (S§2.4).
 */
public final class Planner {
  private Planner() {}

  /**
   * Decides what to do now.
   *
   * <ol>
   *   <li>what the spec, a request or a failure makes of what is remembered: the target, the hold,
   *       the run ({@link Transitions})
   *   <li>where that begins a run: what ended before it is recorded first, and nothing else done
   *       ({@link RestartsBeforeRun}, s06c)
   *   <li>which slots there are and are to be ({@link Slots})
   *   <li>what slots that go take with them and has to be remembered ({@link SlotsThatGo})
   *   <li>if anything of that is new: remember it, do nothing else, and decide again
   *   <li>else, before a task is made, the numbers of the places that nodes have under max replicas
   *       per node ({@link BucketNumbers})
   *   <li>what becomes of each slot ({@link SlotPlanner#plan})
   *   <li>what is left to tidy up: old revisions, the request that was carried out; records of what
   *       was only observed
   *   <li>when to look again though nothing happens ({@link Wake})
   * </ol>
   *
   * @param view what is observed
   * @param instant the present instant, by the operator's clock; taken to the microsecond, as the
   *     API keeps it
   * @return what to do; an idle plan when there is nothing
   */
  public static Plan plan(ServiceView view, Instant instant) {
    Instant now = instant.truncatedTo(ChronoUnit.MICROS);
    Transitions.Outcome outcome = Transitions.of(view, now);
    Optional<Plan> first = restartsFirst(view, outcome.memory(), now);
    if (first.isPresent()) {
      return first.get();
    }
    Situation seen = outcome.situation();
    World world = seen.world();
    Memory memory = SlotsThatGo.remembered(outcome.memory(), world, seen.slots());
    ServiceStatus status = seen.status();
    if (!memory.equals(view.memory())) {
      return new Plan(memory, List.of(), List.of(), outcome.notices(), status, Optional.empty());
    }
    return steps(world, seen.slots(), seen.restarts(), status);
  }

  /**
   * What ended before a run begins, and the replacement that it has coming, are recorded before it
   * does: whether the run takes their slots or the restart supervisor depends on which came first
   * (s06c), and later nobody could tell.
   */
  private static Optional<Plan> restartsFirst(ServiceView view, Memory next, Instant now) {
    if (next.rolloutCounter() == view.memory().rolloutCounter()) {
      return Optional.empty();
    }
    Situation seen = Situation.of(view, now);
    World world = seen.world();
    List<Step> steps = RestartsBeforeRun.of(world, seen.slots(), seen.restarts());
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Plan(
            view.memory(),
            steps,
            List.of(),
            Notices.ofEnds(world),
            seen.status(),
            Optional.of(now)));
  }

  private static Plan steps(
      World world, Slots slots, RestartSupervisor restarts, ServiceStatus status) {
    Wake wake = new Wake(world.now());
    Optional<Updater> rollout = world.memory().activeRun().map(r -> new Updater(world, slots, r));
    SlotPlanner planner = new SlotPlanner(world, slots, restarts, rollout, wake);
    planner.plan();
    List<Step> numbers = BucketNumbers.renew(world);
    List<Step> steps = new ArrayList<>(numbers);
    planner.steps().steps().stream()
        // what is made counts on the numbers; the change of the pods makes the next decision
        .flatMap(step -> numbers.isEmpty() ? Stream.of(step) : step.untilCreation().stream())
        .forEach(steps::add);
    RevisionHistory.prune(world).forEach(r -> steps.add(Step.of(new Action.DeleteRevision(r))));
    world
        .view()
        .request()
        .filter(r -> !r.declared())
        .ifPresent(r -> steps.add(Step.of(new Action.RemoveRequest(r))));
    wakeUps(world, rollout, wake);
    if (!steps.isEmpty() && steps.stream().allMatch(Planner::silent)) {
      wake.again();
    }
    return new Plan(
        world.memory(),
        steps,
        records(world, planner.steps().recorded()),
        Notices.of(world),
        status,
        wake.earliest());
  }

  /** A record that is saved makes no event, and yet what it says may change the next decision. */
  private static boolean silent(Step step) {
    return step.actions().stream().allMatch(Action.SaveRecord.class::isInstance);
  }

  /** Records that differ from what is stored and that no step writes. */
  private static List<RecordUpdate> records(World world, Set<String> recorded) {
    List<RecordUpdate> updates = new ArrayList<>();
    Set<String> done = new HashSet<>(recorded);
    for (Task task : world.tasks()) {
      boolean differs = !task.stored().equals(Optional.of(task.now()));
      if (differs && !task.forgotten() && done.add(task.name())) {
        updates.add(new RecordUpdate(task.now(), task.newlyRunning() || task.newlyEnded()));
      }
    }
    return updates;
  }

  private static void wakeUps(World world, Optional<Updater> rollout, Wake wake) {
    rollout.flatMap(Updater::nextChange).ifPresent(wake::at);
    for (Task task : world.tasks()) {
      if (task.live() && task.hasPod() && !task.running()) {
        world.deadline(task).ifPresent(wake::at);
      }
    }
    world.view().nodes().values().forEach(n -> n.downAt().ifPresent(wake::at));
  }
}
