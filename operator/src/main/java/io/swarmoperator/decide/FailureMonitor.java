package io.swarmoperator.decide;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Counts the failures of a run and does what the failure action says once they are more than the
 * ratio allows (S§5.6); a run that none of them stopped is over when the last watch ends (S§5.7).
 */
final class FailureMonitor {
  private final ServiceView view;
  private final Instant now;
  private final List<Notice> notices;
  private final RolloutStart runs;

  /**
   * Judges runs.
   *
   * @param view what is observed
   * @param now by the operator's clock
   * @param notices is added to
   */
  FailureMonitor(ServiceView view, Instant now, List<Notice> notices) {
    this.view = view;
    this.now = now;
    this.notices = notices;
    this.runs = new RolloutStart(view, now, notices);
  }

  /**
   * What is to be remembered of the run that is under way.
   *
   * @param seen with the memory as it is
   */
  Memory judge(Situation seen) {
    Memory memory = seen.memory();
    World world = seen.world();
    Rollout rollout = memory.rollout().orElseThrow();
    Updater updater = new Updater(world, seen.slots(), rollout);
    // the ratio is one of the slots that the run comes to: those that join are some of them
    Rollout grown = rollout.withSlots(Math.max(rollout.slots(), updater.taken()));
    Rollout counted = counted(grown, new FailedTasks(world, updater).inTime(), updater.policy());
    if (!counted.equals(rollout)) {
      Memory remembered = memory.withRollout(Optional.of(counted));
      // a failure is judged when it is named, by the policy of that moment
      boolean more = counted.failedTasks().size() > rollout.failedTasks().size();
      return culprit(counted, updater.policy())
          .filter(task -> more)
          .map(task -> trip(remembered, counted, updater.policy(), task))
          .orElse(remembered);
    }
    if (updater.completeAt().map(t -> !now.isBefore(t)).orElse(false)) {
      return complete(memory, rollout);
    }
    return memory;
  }

  /** Under continue nobody judges, and there may be many: only their number is kept. */
  private static Rollout counted(Rollout rollout, List<Task> failures, RolloutPolicy policy) {
    if (policy.failureAction() == FailureAction.CONTINUE) {
      return rollout.withFailures(
          Math.max(rollout.failures(), failures.size()), rollout.failedTasks());
    }
    Set<String> ids = new LinkedHashSet<>(rollout.failedTasks());
    failures.forEach(t -> ids.add(t.identity().id()));
    return rollout.withFailures(Math.max(rollout.failures(), ids.size()), List.copyOf(ids));
  }

  /**
   * The task whose end went over the ratio; none while there are no more than it allows. What was
   * only counted, under continue, is judged once the action is another, as far as its task is still
   * known.
   */
  private static Optional<String> culprit(Rollout rollout, RolloutPolicy policy) {
    if (policy.failureAction() == FailureAction.CONTINUE) {
      return Optional.empty();
    }
    List<String> failed = rollout.failedTasks();
    return IntStream.rangeClosed(1, failed.size())
        .filter(count -> tooMany(count, rollout.slots(), policy))
        .mapToObj(count -> failed.get(count - 1))
        .findFirst();
  }

  private static boolean tooMany(int failures, int slots, RolloutPolicy policy) {
    return (float) failures / slots
        > (float) policy.maxFailureRatio(); // strict, single precision (S§5.6)
  }

  private Memory trip(Memory memory, Rollout rollout, RolloutPolicy policy, String task) {
    Optional<Long> back = goesBackTo(memory, rollout);
    boolean rollsBack =
        policy.failureAction() == FailureAction.ROLLBACK
            && !rollout.state().rollback()
            && back.isPresent();
    if (!rollsBack) {
      boolean rollback = rollout.state().rollback();
      Notice notice =
          (rollback ? NoticeReason.ROLLBACK_PAUSED : NoticeReason.UPDATE_PAUSED).says(task);
      notices.add(notice);
      RolloutState state = rollback ? RolloutState.ROLLBACK_PAUSED : RolloutState.PAUSED;
      return memory.withRollout(
          Optional.of(rollout.with(state, notice.message(), Optional.empty())));
    }
    Hold hold = new Hold(back.get(), memory.specRevision(), Hold.Cause.UPDATE_FAILED, now);
    String message = "update rolled back due to failure or early termination of task " + task;
    Memory held =
        runs.retarget(
            memory.withHold(Optional.of(hold)),
            back.get(),
            RunKind.automaticRollback(message),
            rollout.startedAt());
    return held.withTarget(
        back.get(), lastRolledOut(memory, back.get(), rollout.toRevision()).orElse(0L));
  }

  /**
   * What ran before (S§6.2), if it was ever rolled out in full; else what last was (D119). They
   * differ where a rollback by hand was interrupted: what it left behind is not gone back to.
   */
  private Optional<Long> goesBackTo(Memory memory, Rollout rollout) {
    return rolledOut(memory, memory.currentRevision())
        .filter(r -> r == rollout.fromRevision())
        .findFirst()
        .or(() -> lastRolledOut(memory, memory.currentRevision()));
  }

  private Optional<Long> lastRolledOut(Memory memory, Long... except) {
    return rolledOut(memory, except).reduce((first, second) -> second);
  }

  private Stream<Long> rolledOut(Memory memory, Long... except) {
    List<Long> excluded = List.of(except);
    return memory.rolledOut().stream()
        .filter(r -> !excluded.contains(r) && view.revisions().containsKey(r));
  }

  private Memory complete(Memory memory, Rollout rollout) {
    boolean back = rollout.state().rollback();
    String message = back ? RolloutStart.ROLLBACK_COMPLETED : RolloutStart.COMPLETED;
    RolloutState state = back ? RolloutState.ROLLBACK_COMPLETED : RolloutState.COMPLETED;
    notices.add(
        (back ? NoticeReason.ROLLBACK_COMPLETED : NoticeReason.UPDATE_COMPLETED)
            .says(rollout.toRevision()));
    return runs.rolledOut(memory)
        .withRollout(Optional.of(rollout.with(state, message, Optional.of(now))));
  }
}
