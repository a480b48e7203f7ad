package io.swarmoperator.decide;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the run of an update (S§5.1) or of a rollback (S§6) begins, and what is left of one that is
 * done.
 */
final class RolloutStart {
  /** Swarm's words (S§5.9). */
  static final String COMPLETED = "update completed";

  static final String ROLLBACK_COMPLETED = "rollback completed";

  /**
   * A bound on the revisions remembered as rolled out, so that the status doesn't grow with them.
   */
  private static final int ROLLED_OUT_LIMIT = 100;

  private final ServiceView view;
  private final Instant now;
  private final List<Notice> notices;

  /**
   * Begins runs.
   *
   * @param view what is observed
   * @param now by the operator's clock
   * @param notices is added to
   */
  RolloutStart(ServiceView view, Instant now, List<Notice> notices) {
    this.view = view;
    this.now = now;
    this.notices = notices;
  }

  /** Begins a run to another revision. */
  Memory retarget(Memory memory, long target, RunKind kind, Instant startedAt) {
    long before = memory.currentRevision();
    return start(memory.withTarget(target, before), before, kind, startedAt);
  }

  /**
   * Begins a run; one that finds nothing to do is over at once: a rollback says so, an update
   * leaves no trace (S§5.9, S§6.1).
   */
  Memory start(Memory memory, long from, RunKind kind, Instant startedAt) {
    Rollout run =
        new Rollout(
            kind.state(),
            kind.message(),
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
    int dirty = (int) found.kept().stream().filter(found.dirtiness()::dirty).count();
    boolean refills = found.refilledByRollback();
    // the slot whose failure began an automatic rollback belongs to it, though a start-first step
    // may have left its old task running (s06g)
    int slots = kind.failed() ? Math.max(1, dirty) : dirty;
    Rollout rollout = run.withSlots(slots);
    if (slots > 0 || refills) {
      notices.add(begun(rollout, kind));
      return memory.withRollout(Optional.of(rollout));
    }
    Memory done = rolledOut(memory);
    return kind.rollback()
        ? done.withRollout(
            Optional.of(
                rollout.with(
                    RolloutState.ROLLBACK_COMPLETED, ROLLBACK_COMPLETED, Optional.of(now))))
        : done.withRollout(Optional.empty());
  }

  private static Notice begun(Rollout r, RunKind kind) {
    return reason(kind).says(r.fromRevision(), r.toRevision(), r.slots(), kind.message());
  }

  private static NoticeReason reason(RunKind kind) {
    if (!kind.rollback()) {
      return NoticeReason.ROLLOUT_STARTED;
    }
    return kind.failed() ? NoticeReason.ROLLBACK_STARTED : NoticeReason.ROLLBACK_REQUESTED;
  }

  /** Remembers that what the service is meant to run is rolled out now. */
  Memory rolledOut(Memory memory) {
    List<Long> revisions = new ArrayList<>(memory.rolledOut());
    revisions.removeIf(r -> r == memory.currentRevision() || !view.revisions().containsKey(r));
    revisions.add(memory.currentRevision());
    return memory.withRolledOut(
        revisions.subList(Math.max(0, revisions.size() - ROLLED_OUT_LIMIT), revisions.size()));
  }
}
