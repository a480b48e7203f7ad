package io.swarmoperator.plan;

import io.swarmoperator.decide.Hold;
import io.swarmoperator.decide.Rollout;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.TaskIdentity;
import io.swarmoperator.decide.TaskRecord;
import io.swarmoperator.sim.Milestone;
import io.swarmoperator.sim.TimelineEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Turns a timeline into rows: all that happens in a slot at one instant stands in one row. */
final class PlanRows {
  private static final int INVERTED_ATTEMPT = 5;

  private final List<PlanRow> rows = new ArrayList<>();
  private final Map<SlotId, TreeMap<Integer, String>> labels = new HashMap<>();
  private final Map<SlotId, String> reasons = new HashMap<>();
  private final TreeMap<SlotId, TreeMap<Integer, List<String>>> instant = new TreeMap<>();
  private Duration at = Duration.ZERO;

  private PlanRows() {}

  /**
   * The rows of a timeline.
   *
   * @param earlier what happened before it, which tells what was there
   * @param entries the timeline
   */
  static List<PlanRow> of(List<TimelineEntry> earlier, List<TimelineEntry> entries) {
    PlanRows rows = new PlanRows();
    earlier.forEach(rows::know);
    entries.forEach(rows::add);
    rows.endInstant();
    return List.copyOf(rows.rows);
  }

  private void add(TimelineEntry entry) {
    if (!entry.at().equals(at)) {
      endInstant();
      at = entry.at();
    }
    know(entry);
    if (entry instanceof TimelineEntry.TaskChanged change) {
      Milestone.of(change).ifPresent(text -> note(change.task().identity(), text));
    } else if (entry instanceof TimelineEntry.TaskGone gone) {
      note(gone.task().identity(), "gone");
    } else if (entry instanceof TimelineEntry.RolloutChanged change) {
      wholeService(rollout(change.rollout()));
    } else if (entry instanceof TimelineEntry.HoldChanged change) {
      wholeService(change.hold().map(PlanRows::hold).orElse("hold lapsed"));
    }
  }

  private void know(TimelineEntry entry) {
    if (entry instanceof TimelineEntry.TaskChanged change) {
      TaskRecord task = change.task();
      TaskIdentity identity = task.identity();
      String label = identity.id().substring(0, INVERTED_ATTEMPT) + " r" + change.revision();
      TreeMap<Integer, String> attempts =
          labels.computeIfAbsent(identity.slot(), slot -> new TreeMap<>());
      attempts.put(identity.attempt(), label);
      if (attempts.lastKey() == identity.attempt()) {
        reasons.put(identity.slot(), identity.reason().word());
      }
    }
  }

  private void note(TaskIdentity task, String text) {
    instant
        .computeIfAbsent(task.slot(), slot -> new TreeMap<>())
        .computeIfAbsent(task.attempt(), attempt -> new ArrayList<>())
        .add(text);
  }

  private void wholeService(String text) {
    endInstant();
    rows.add(new PlanRow(at, Optional.empty(), "", "", "", text));
  }

  private void endInstant() {
    instant.forEach(this::endSlot);
    instant.clear();
  }

  private void endSlot(SlotId slot, Map<Integer, List<String>> notes) {
    TreeMap<Integer, String> attempts = labels.get(slot);
    int latest = attempts.lastKey();
    Optional<Integer> previous = Optional.ofNullable(attempts.lowerKey(latest));
    List<String> states = new ArrayList<>();
    notes.forEach(
        (attempt, texts) -> {
          if (attempt == latest) {
            states.add("new task " + String.join(", ", texts));
          } else if (previous.filter(attempt::equals).isPresent()) {
            states.add("old task " + String.join(", ", texts));
          } else {
            states.add(attempts.get(attempt) + " " + String.join(", ", texts));
          }
        });
    rows.add(
        new PlanRow(
            at,
            Optional.of(slot),
            previous.map(attempts::get).orElse(""),
            attempts.get(latest),
            reasons.get(slot),
            String.join("; ", states)));
  }

  private static String rollout(Rollout rollout) {
    return rollout.state().word() + ": " + rollout.message();
  }

  private static String hold(Hold hold) {
    return "held on r"
        + hold.revision()
        + " instead of r"
        + hold.insteadOf()
        + ": "
        + hold.cause().word();
  }
}
