package io.swarmoperator.sim;

import io.swarmoperator.decide.Memory;
import io.swarmoperator.decide.Notice;
import io.swarmoperator.decide.Rollout;
import io.swarmoperator.decide.TaskRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Writes down what happens to the tasks and rollouts of a service, from an origin on that can be
 * moved.
 */
public final class Timeline implements ClusterListener {
  private final Agenda agenda;
  private final Store store;
  private final List<TimelineEntry> entries = new ArrayList<>();
  private Instant origin;

  Timeline(Agenda agenda, Store store) {
    this.agenda = agenda;
    this.store = store;
    this.origin = agenda.now();
  }

  /** Forgets what was written and counts offsets from now on. */
  public void restart() {
    entries.clear();
    origin = agenda.now();
  }

  /** All that was written, in order. */
  public List<TimelineEntry> entries() {
    return List.copyOf(entries);
  }

  /** What was written since so many entries were, in order; a view, not a copy. */
  public List<TimelineEntry> since(int count) {
    return Collections.unmodifiableList(entries.subList(count, entries.size()));
  }

  /** The present offset. */
  public Duration elapsed() {
    return Duration.between(origin, agenda.now());
  }

  @Override
  public void recordSaved(Optional<TaskRecord> before, TaskRecord after) {
    entries.add(new TimelineEntry.TaskChanged(elapsed(), revision(after), before, after));
  }

  @Override
  public void recordDeleted(TaskRecord before) {
    entries.add(new TimelineEntry.TaskGone(elapsed(), before));
  }

  @Override
  public void memorySaved(Memory before, Memory after) {
    boolean sameRollout =
        before.rollout().map(Timeline::shown).equals(after.rollout().map(Timeline::shown));
    if (!sameRollout && after.rollout().isPresent()) {
      entries.add(new TimelineEntry.RolloutChanged(elapsed(), after.rollout().get()));
    }
    if (!before.hold().equals(after.hold())) {
      entries.add(new TimelineEntry.HoldChanged(elapsed(), after.hold()));
    }
  }

  @Override
  public void told(Notice notice) {
    entries.add(new TimelineEntry.Told(elapsed(), notice));
  }

  private static List<Object> shown(Rollout rollout) {
    return List.of(rollout.number(), rollout.state(), rollout.message());
  }

  private long revision(TaskRecord task) {
    return store.revisionNumber(task.identity().revision());
  }
}
