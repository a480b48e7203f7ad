package io.swarmoperator.decide;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Everything that the user is told as an Event: the one catalogue of reasons, with what they say.
 * docs/reference-messages.md tells what to do about each.
 */
public enum NoticeReason {
  ROLLOUT_STARTED(
      "RolloutStarted", false, "update from revision {from} to {to} of {n} slots: {why}"),
  SLOT_UPDATED("SlotUpdated", false, "slot {slot} runs {image} (task {task})"),
  UPDATE_COMPLETED("UpdateCompleted", false, "update completed: revision {revision}"),
  UPDATE_PAUSED(
      "UpdatePaused", true, "update paused due to failure or early termination of task {id}"),
  /** One that a failed update began by itself. */
  ROLLBACK_STARTED(
      "RollbackStarted", true, "rollback from revision {from} to {to} of {n} slots: {why}"),
  ROLLBACK_REQUESTED(
      "RollbackStarted", false, "rollback from revision {from} to {to} of {n} slots: {why}"),
  ROLLBACK_COMPLETED("RollbackCompleted", false, "rollback completed: revision {revision}"),
  ROLLBACK_PAUSED(
      "RollbackPaused", true, "update paused due to failure or early termination of task {id}"),
  ROLLOUT_RESUMED("RolloutResumed", false, "{update or rollback} resumed by request"),
  HOLD_LIFTED("HoldLifted", false, "hold lifted by request, the spec is tried again"),
  REQUEST_REFUSED("RequestRefused", true, "{request} refused: {why}"),
  JOB_STARTED("JobStarted", false, "job started, iteration {n}"),
  TASK_COMPLETED("TaskCompleted", false, "task {task} complete"),
  TASK_FAILED("TaskFailed", true, "task {task} failed{: error}"),
  TASK_REJECTED("TaskRejected", true, "task {task} rejected{: error}"),
  NODE_DRAINED("NodeDrained", false, "tasks leave node {node}, which is being drained"),
  ORPHANS_FOUND(
      "OrphansFound",
      true,
      "{n} objects of an earlier service of this name are left alone: {names}");

  private static final Pattern BLANK = Pattern.compile("\\{[^}]*\\}");

  private final String word;
  private final boolean warning;
  private final String text;

  NoticeReason(String word, boolean warning, String text) {
    this.word = word;
    this.warning = warning;
    this.text = text;
  }

  /** The word as it stands in Events, log lines and metrics. */
  public String word() {
    return word;
  }

  /** Whether it is a warning. */
  public boolean warning() {
    return warning;
  }

  /** What it says, with blanks in braces. */
  public String text() {
    return text;
  }

  /** What it says of the end of a task: that happens once. */
  public boolean ofOneTask() {
    return this == SLOT_UPDATED
        || this == TASK_COMPLETED
        || this == TASK_FAILED
        || this == TASK_REJECTED;
  }

  /** A notice whose blanks are filled in, in their order. */
  public Notice says(Object... blanks) {
    Matcher blank = BLANK.matcher(text);
    StringBuilder message = new StringBuilder();
    for (Object filling : blanks) {
      if (!blank.find()) {
        throw new IllegalArgumentException(word + " has fewer blanks than " + blanks.length);
      }
      blank.appendReplacement(message, Matcher.quoteReplacement(filling.toString()));
    }
    if (blank.find()) {
      throw new IllegalArgumentException(word + " has more blanks than " + blanks.length);
    }
    return new Notice(warning, word, blank.appendTail(message).toString());
  }
}
