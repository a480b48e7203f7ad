package io.swarmoperator.oracle;

import io.swarmoperator.decide.SlotId;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What became of a service: the same words for what a recording says and for what a replay did.
 * Times are offsets from the start of the recording.
 *
 * @param tasks of all slots
 * @param updates each change of the update's state or message, in order
 * @param counts running and desired tasks: as shown at some moments, or each change
 */
record Story(List<TaskStory> tasks, List<UpdateMoment> updates, List<Count> counts) {

  /** What can become of a task. The states from new to ready are one: waiting. */
  enum What {
    /** Made, and waiting. */
    MADE("made"),
    /** Meant to run: made so, or its delay is over and the old task has stopped. */
    RELEASED("released"),
    /** Found no node; the error says why. Again whenever that changes. */
    UNPLACED("found no node"),
    STARTING("starting"),
    RUNNING("running"),
    TOLD_TO_STOP("told to stop"),
    TOLD_TO_GO("told to go"),
    COMPLETE("complete"),
    SHUTDOWN("shutdown"),
    FAILED("failed"),
    REJECTED("rejected"),
    ORPHANED("orphaned"),
    /** Left the history. */
    GONE("gone");

    private final String word;

    What(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }

    boolean end() {
      return compareTo(COMPLETE) >= 0 && this != GONE;
    }
  }

  /**
   * Something that became of a task.
   *
   * @param exitCode with which its container ended
   * @param error why it ended or found no node; {@link RecordedStory#SOME_ERROR} where each side
   *     says it in words of its own
   */
  record Moment(Duration at, What what, OptionalInt exitCode, Optional<String> error) {
    static Moment of(Duration at, What what) {
      return new Moment(at, what, OptionalInt.empty(), Optional.empty());
    }

    /** Whether another one is as this but for its time. */
    boolean sameAs(Moment other) {
      return what == other.what && exitCode.equals(other.exitCode) && error.equals(other.error);
    }

    String text() {
      String code =
          exitCode.isPresent() && exitCode.getAsInt() != 0 ? " (" + exitCode.getAsInt() + ")" : "";
      return what.word() + code + error.map(e -> ": " + e).orElse("");
    }
  }

  /** A task, what it was to run, and all that became of it in order. */
  record TaskStory(String id, SlotId slot, String image, List<Moment> moments) {
    /**
     * The same, but of a task that never started it matters only when it ended or went, not that it
     * was told to.
     */
    TaskStory toldOnlyIfStarted() {
      boolean started = has(What.STARTING) || has(What.RUNNING);
      boolean over = has(What.GONE) || moments.stream().anyMatch(m -> m.what().end());
      return started || !over
          ? this
          : new TaskStory(
              id,
              slot,
              image,
              moments.stream()
                  .filter(m -> m.what() != What.TOLD_TO_STOP && m.what() != What.TOLD_TO_GO)
                  .toList());
    }

    private boolean has(What what) {
      return moments.stream().anyMatch(moment -> moment.what() == what);
    }

    Duration madeAt() {
      return moments.get(0).at();
    }
  }

  /**
   * A change of the update's status.
   *
   * @param state empty text: there is none any more
   * @param message with the task that it names, if any, as id
   * @param startedAt as it shows from then on
   * @param completedAt likewise
   */
  record UpdateMoment(
      Duration at,
      String state,
      String message,
      Optional<Duration> startedAt,
      Optional<Duration> completedAt) {

    /** One that shows no times. */
    static UpdateMoment of(Duration at, String state) {
      return new UpdateMoment(at, state, "", Optional.empty(), Optional.empty());
    }

    UpdateMoment withMessage(String other) {
      return new UpdateMoment(at, state, other, startedAt, completedAt);
    }
  }

  /** Running and desired tasks, as {@code docker service ls} shows them: 3/4. */
  record Count(Duration at, String replicas) {}

  /** The tasks by slot, each slot's in the order in which they were made. */
  Map<SlotId, List<TaskStory>> slots() {
    return tasks.stream()
        .sorted(Comparator.comparing(TaskStory::madeAt))
        .collect(Collectors.groupingBy(TaskStory::slot, TreeMap::new, Collectors.toList()));
  }
}
