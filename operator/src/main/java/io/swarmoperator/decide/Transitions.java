package io.swarmoperator.decide;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The changes of what is remembered: target revision, hold, rollout. Each must be in the service's
 * status before the first action that follows from it (design §2.6), so they come in a plan of
 * their own.
 */
final class Transitions {
  /** Swarm's words (S§5.9). */
  static final String IN_PROGRESS = "update in progress";

  static final String COMPLETED = "update completed";
  static final String ROLLBACK_REQUESTED = "manually requested rollback";
  static final String ROLLBACK_COMPLETED = "rollback completed";

  /**
   * A bound on the revisions remembered as rolled out; more than any history limit in use would not
   * be reachable anyway.
   */
  private static final int ROLLED_OUT_LIMIT = 100;

  /** More changes than these can't follow from one observation. */
  private static final int STEPS = 8;

  private final ServiceView view;
  private final Instant now;
  private final List<Notice> notices = new ArrayList<>();

  private Transitions(ServiceView view, Instant now) {
    this.view = view;
    this.now = now;
  }

  /**
   * What is to be remembered now.
   *
   * @param memory equal to the view's when nothing changes
   * @param notices what to tell the user once it is written
   */
  record Outcome(Memory memory, List<Notice> notices) {}

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
    return new Outcome(memory, transitions.notices);
  }

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
      return retarget(memory, target, RolloutState.UPDATING, IN_PROGRESS, now);
    }
    // after the target: a request that comes with a new spec goes back from that one (S§6.1)
    Optional<Memory> requested = view.request().flatMap(r -> requested(memory, r));
    if (requested.isPresent()) {
      return requested.get();
    }
    World world = new World(view.with(memory), now);
    if (memory.rollout().map(r -> r.state().active()).orElse(false)) {
      return progress(memory, world, memory.rollout().get());
    }
    return leftBehind(memory, world);
  }

  /** A hold stands against one revision of the spec and lapses with it (design §3). */
  private Memory specChanged(Memory memory, long spec) {
    if (memory.specRevision() == 0) {
      return memory.withSpecRevision(spec).withTarget(spec, 0).withRolledOut(List.of(spec));
    }
    return memory.withHold(Optional.empty()).withSpecRevision(spec);
  }

  private Optional<Memory> requested(Memory memory, Request request) {
    if (memory.handled().equals(Optional.of(request.key()))) {
      return Optional.empty();
    }
    Memory handled = memory.withHandled(Optional.of(request.key()));
    if (request.declared()) {
      String kind = request.kind().name().toLowerCase(Locale.ROOT);
      return Optional.of(refuse(handled, kind + " refused: " + StatusSummary.DECLARED));
    }
    return Optional.of(
        request.kind() == Request.Kind.ROLLBACK
            ? rollback(handled, request)
            : resume(handled, request));
  }

  private Memory rollback(Memory memory, Request request) {
    long revision =
        request.value().equals("previous") ? memory.previousRevision() : number(request.value());
    if (!view.revisions().containsKey(revision)) {
      String which =
          request.value().equals("previous")
              ? "does not have a previous revision"
              : "has no revision " + request.key().substring(request.key().indexOf('=') + 1);
      return refuse(memory, "rollback refused: service " + view.spec().name() + " " + which);
    }
    if (revision == memory.currentRevision()) {
      return refuse(
          memory,
          "rollback refused: revision "
              + revision
              + " is what the service is meant to run already");
    }
    long spec = memory.specRevision();
    Optional<Hold> hold =
        revision == spec
            ? Optional.empty()
            : Optional.of(new Hold(revision, spec, Hold.Cause.REQUESTED_BY_USER, now));
    return retarget(
        memory.withHold(hold), revision, RolloutState.ROLLBACK_STARTED, ROLLBACK_REQUESTED, now);
  }

  private Memory resume(Memory memory, Request request) {
    if (!request.value().equals("true")) {
      return refuse(memory, "resume refused: the annotation's value must be \"true\"");
    }
    Optional<Rollout> paused = memory.rollout().filter(r -> r.state().paused());
    if (paused.isPresent()) {
      boolean back = paused.get().state().rollback();
      notices.add(
          new Notice(
              false, "RolloutResumed", (back ? "rollback" : "update") + " resumed by request"));
      return start(
          memory,
          paused.get().fromRevision(),
          back ? RolloutState.ROLLBACK_STARTED : RolloutState.UPDATING,
          back ? ROLLBACK_REQUESTED : IN_PROGRESS,
          now);
    }
    if (memory.hold().isPresent()) {
      notices.add(
          new Notice(false, "HoldLifted", "hold lifted by request, the spec is tried again"));
      return memory.withHold(Optional.empty());
    }
    return refuse(memory, "resume refused: nothing is paused or held back");
  }

  private Memory refuse(Memory memory, String message) {
    notices.add(new Notice(true, "RequestRefused", message));
    return memory;
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return 0; // no revision has this number
    }
  }

  private Memory retarget(
      Memory memory, long target, RolloutState state, String message, Instant startedAt) {
    long before = memory.currentRevision();
    return start(memory.withTarget(target, before), before, state, message, startedAt);
  }

  /**
   * Begins a run; one that finds nothing to do is over at once: a rollback says so, an update
   * leaves no trace (S§5.9, S§6.1).
   */
  private Memory start(
      Memory memory, long from, RolloutState state, String message, Instant startedAt) {
    Rollout run =
        new Rollout(
            state,
            message,
            startedAt,
            Optional.empty(),
            from,
            memory.currentRevision(),
            memory.rolloutCounter() + 1,
            0,
            0);
    // counted as the run sees them: a rollback refills slots that were given up outside of it
    // (S§6.2)
    World world = new World(view.with(memory.withRollout(Optional.of(run))), now);
    Slots found = new Slots(world, new RestartSupervisor(world));
    int dirty = (int) found.kept().stream().filter(found::dirty).count();
    boolean refills = world.slots().values().stream().anyMatch(found::givenUp);
    boolean automatic =
        state == RolloutState.ROLLBACK_STARTED && !message.equals(ROLLBACK_REQUESTED);
    // the slot whose failure began an automatic rollback belongs to it, though a start-first step
    // may have left its old task running (s06g)
    int slots = automatic ? Math.max(1, dirty) : dirty;
    Rollout rollout = run.withSlots(slots);
    if (slots > 0 || refills) {
      notices.add(begun(rollout));
      return memory.withRollout(Optional.of(rollout));
    }
    Memory done = rolledOut(memory);
    return state == RolloutState.ROLLBACK_STARTED
        ? done.withRollout(
            Optional.of(
                rollout.with(
                    RolloutState.ROLLBACK_COMPLETED, ROLLBACK_COMPLETED, Optional.of(now))))
        : done.withRollout(Optional.empty());
  }

  private static Notice begun(Rollout r) {
    boolean back = r.state().rollback();
    String text =
        (back ? "rollback" : "update")
            + " from revision "
            + r.fromRevision()
            + " to "
            + r.toRevision()
            + " of "
            + r.slots()
            + " slots: ";
    return new Notice(
        back && !r.message().equals(ROLLBACK_REQUESTED),
        back ? "RollbackStarted" : "RolloutStarted",
        text + r.message());
  }

  private Memory progress(Memory memory, World world, Rollout rollout) {
    RolloutProgress progress =
        new RolloutProgress(world, new Slots(world, new RestartSupervisor(world)), rollout);
    List<Task> failures = progress.failures();
    int count = Math.max(rollout.failures(), failures.size());
    if (count > rollout.failures()) {
      Rollout counted = rollout.withFailures(count);
      Memory remembered = memory.withRollout(Optional.of(counted));
      return tripped(progress.policy(), counted)
          ? trip(
              remembered, counted, progress.policy(), culprit(failures, counted, progress.policy()))
          : remembered;
    }
    if (progress.completeAt().map(t -> !now.isBefore(t)).orElse(false)) {
      return complete(memory, rollout);
    }
    return memory;
  }

  private static boolean tripped(RolloutPolicy policy, Rollout rollout) {
    boolean over =
        (float) rollout.failures() / rollout.slots()
            > (float) policy.maxFailureRatio(); // strict, single precision (S§5.6)
    return over && policy.failureAction() != FailureAction.CONTINUE;
  }

  /** The task whose end went over the ratio. */
  private static String culprit(List<Task> failures, Rollout rollout, RolloutPolicy policy) {
    int count = 1;
    while (!tripped(policy, rollout.withFailures(count))) {
      count++;
    }
    return failures.get(count - 1).identity().id();
  }

  private Memory trip(Memory memory, Rollout rollout, RolloutPolicy policy, String task) {
    Optional<Long> back = lastRolledOut(memory, memory.currentRevision());
    boolean rollsBack =
        policy.failureAction() == FailureAction.ROLLBACK
            && !rollout.state().rollback()
            && back.isPresent();
    if (!rollsBack) {
      String message = "update paused due to failure or early termination of task " + task;
      RolloutState state =
          rollout.state().rollback() ? RolloutState.ROLLBACK_PAUSED : RolloutState.PAUSED;
      notices.add(
          new Notice(
              true, state == RolloutState.PAUSED ? "UpdatePaused" : "RollbackPaused", message));
      return memory.withRollout(Optional.of(rollout.with(state, message, Optional.empty())));
    }
    Hold hold = new Hold(back.get(), memory.specRevision(), Hold.Cause.UPDATE_FAILED, now);
    String message = "update rolled back due to failure or early termination of task " + task;
    Memory held =
        retarget(
            memory.withHold(Optional.of(hold)),
            back.get(),
            RolloutState.ROLLBACK_STARTED,
            message,
            rollout.startedAt());
    return held.withTarget(
        back.get(), lastRolledOut(memory, back.get(), rollout.toRevision()).orElse(0L));
  }

  private Optional<Long> lastRolledOut(Memory memory, Long... except) {
    List<Long> excluded = List.of(except);
    return memory.rolledOut().stream()
        .filter(r -> !excluded.contains(r) && view.revisions().containsKey(r))
        .reduce((first, second) -> second);
  }

  private Memory complete(Memory memory, Rollout rollout) {
    boolean back = rollout.state().rollback();
    String message = back ? ROLLBACK_COMPLETED : COMPLETED;
    RolloutState state = back ? RolloutState.ROLLBACK_COMPLETED : RolloutState.COMPLETED;
    notices.add(
        new Notice(
            false,
            back ? "RollbackCompleted" : "UpdateCompleted",
            message + ": revision " + rollout.toRevision()));
    return rolledOut(memory)
        .withRollout(Optional.of(rollout.with(state, message, Optional.of(now))));
  }

  private Memory rolledOut(Memory memory) {
    List<Long> revisions = new ArrayList<>(memory.rolledOut());
    revisions.removeIf(r -> r == memory.currentRevision() || !view.revisions().containsKey(r));
    revisions.add(memory.currentRevision());
    return memory.withRolledOut(
        revisions.subList(Math.max(0, revisions.size() - ROLLED_OUT_LIMIT), revisions.size()));
  }

  /**
   * A slot that still runs something else although no rollout is under way, e.g. because the last
   * one was lost sight of.
   */
  private Memory leftBehind(Memory memory, World world) {
    if (memory.rollout().map(r -> r.state().paused()).orElse(false)) {
      return memory;
    }
    Slots slots = new Slots(world, new RestartSupervisor(world));
    if (slots.passedOverAreRenewed() || slots.kept().stream().noneMatch(slots::stale)) {
      return memory;
    }
    boolean back = memory.hold().isPresent();
    return start(
        memory,
        memory.currentRevision(),
        back ? RolloutState.ROLLBACK_STARTED : RolloutState.UPDATING,
        back ? ROLLBACK_REQUESTED : IN_PROGRESS,
        now);
  }
}
