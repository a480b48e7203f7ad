package io.swarmoperator.decide;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The changes of what is remembered: target revision, hold, rollout, in the order in which they are
 * looked at. How a run begins is for {@link RolloutStart} to say (S§5.1), what users ask for for
 * {@link Requests} (S§6.1), and how a run ends for {@link FailureMonitor} (S§5.6). Each must be in
 * the service's status before the first action that follows from it, so they come in a plan of
 * their own.
 */
final class Transitions {
  /** More changes than these can't follow from one observation. */
  private static final int STEPS = 8;

  private final ServiceView view;
  private final Instant now;
  private final List<Notice> notices = new ArrayList<>();
  private final RolloutStart runs;
  private Optional<Situation> latest = Optional.empty();

  private Transitions(ServiceView view, Instant now) {
    this.view = view;
    this.now = now;
    this.runs = new RolloutStart(view, now, notices);
  }

  /**
   * What is to be remembered now.
   *
   * @param memory equal to the view's when nothing changes
   * @param notices what to tell the user once it is written
   * @param situation what is observed, seen with that memory
   */
  record Outcome(Memory memory, List<Notice> notices, Situation situation) {}

  static Outcome of(ServiceView view, Instant now) {
    Transitions transitions = new Transitions(view, now);
    Memory memory = view.memory();
    for (int i = 0; i < STEPS; i++) {
      Memory next = transitions.step(memory);
      if (next.equals(memory)) {
        break;
      }
      memory = next;
    }
    return new Outcome(memory, transitions.notices, transitions.situation(memory));
  }

  /** The last step mostly finds nothing to change: what it has looked at is looked at no more. */
  private Situation situation(Memory memory) {
    Situation seen =
        latest
            .filter(known -> known.memory().equals(memory))
            .orElseGet(() -> Situation.of(view.with(memory), now));
    latest = Optional.of(seen);
    return seen;
  }

  /**
   * The first of these changes that there is.
   *
   * <ol>
   *   <li>a job knows other ones: {@link JobTransitions} (S§8.2)
   *   <li>the spec is new: a hold lapses, a paused run may go on (S§5.9)
   *   <li>the revision of a hold is gone, or a request that was carried out
   *   <li>the target is another one: a run begins (S§5.1)
   *   <li>a user asks for a rollback or to resume (S§6.1)
   *   <li>a run is judged: it goes on, pauses, goes back or is over (S§5.6, S§5.7)
   *   <li>a slot runs something else though there is no run: one begins
   * </ol>
   */
  private Memory step(Memory memory) {
    if (view.spec().mode().job()) {
      return new JobTransitions(view, now, notices).step(memory);
    }
    long spec = view.specRevision().number();
    if (memory.specRevision() != spec) {
      return specChanged(memory, spec);
    }
    if (memory.hold().map(h -> !view.revisions().containsKey(h.revision())).orElse(false)) {
      return memory.withHold(Optional.empty());
    }
    if (view.request().isEmpty() && memory.handled().isPresent()) {
      return memory.withHandled(Optional.empty());
    }
    long target = memory.hold().map(Hold::revision).orElse(spec);
    if (target != memory.currentRevision()) {
      return runs.retarget(memory, target, RunKind.UPDATE, now);
    }
    // after the target: a request that comes with a new spec goes back from that one (S§6.1)
    Optional<Memory> requested =
        view.request().flatMap(r -> new Requests(view, now, notices).carryOut(memory, r));
    if (requested.isPresent()) {
      return requested.get();
    }
    if (memory.activeRun().isPresent()) {
      return new FailureMonitor(view, now, notices).judge(situation(memory));
    }
    return leftBehind(memory);
  }

  /**
   * A hold stands against one revision of the spec and lapses with it. A spec that comes back to
   * what a paused run brings goes on with it: a change of the spec ends a pause (S§5.9, D3).
   */
  private Memory specChanged(Memory memory, long spec) {
    if (memory.specRevision() == 0) {
      return memory.withSpecRevision(spec).withTarget(spec, 0).withRolledOut(List.of(spec));
    }
    Memory changed = memory.withHold(Optional.empty()).withSpecRevision(spec);
    return memory
        .rollout()
        .filter(r -> r.state().paused() && spec == memory.currentRevision())
        .map(
            r ->
                runs.start(
                    changed.withRollout(Optional.empty()), r.fromRevision(), RunKind.UPDATE, now))
        .orElse(changed);
  }

  /**
   * A slot that still runs something else although no rollout is under way, e.g. because the last
   * one was lost sight of.
   */
  private Memory leftBehind(Memory memory) {
    if (memory.rollout().map(r -> r.state().paused()).orElse(false)) {
      return memory;
    }
    Slots slots = situation(memory).slots();
    if (slots.staleAreRenewed() || slots.kept().stream().noneMatch(slots.dirtiness()::leftBehind)) {
      return memory;
    }
    RunKind kind = memory.hold().map(RunKind::of).orElse(RunKind.UPDATE);
    return runs.start(memory, memory.currentRevision(), kind, now);
  }
}
