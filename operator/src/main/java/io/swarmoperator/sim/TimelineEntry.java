package io.swarmoperator.sim;

import io.swarmoperator.decide.Hold;
import io.swarmoperator.decide.Notice;
import io.swarmoperator.decide.Rollout;
import io.swarmoperator.decide.TaskRecord;
import java.time.Duration;
import java.util.Optional;

/** Something that happened, with its offset from the timeline's origin. */
public sealed interface TimelineEntry {

  /** Offset from the timeline's origin. */
  Duration at();

  /**
   * A task's record was made or changed.
   *
   * @param revision number of what it runs
   * @param before what the record said; empty when it is new
   * @param task what it says now
   */
  record TaskChanged(Duration at, long revision, Optional<TaskRecord> before, TaskRecord task)
      implements TimelineEntry {}

  /**
   * A task left the history.
   *
   * @param task what its record said last
   */
  record TaskGone(Duration at, TaskRecord task) implements TimelineEntry {}

  /**
   * The rollout's state or message changed, or a new rollout began.
   *
   * @param rollout as it stands now
   */
  record RolloutChanged(Duration at, Rollout rollout) implements TimelineEntry {}

  /**
   * A hold began or lapsed.
   *
   * @param hold as it stands now
   */
  record HoldChanged(Duration at, Optional<Hold> hold) implements TimelineEntry {}

  /**
   * The user was told something.
   *
   * @param notice what
   */
  record Told(Duration at, Notice notice) implements TimelineEntry {}
}
