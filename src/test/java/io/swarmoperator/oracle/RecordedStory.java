package io.swarmoperator.oracle;

import io.swarmoperator.oracle.Recording.State;
import io.swarmoperator.oracle.Recording.Task;
import io.swarmoperator.oracle.Story.Moment;
import io.swarmoperator.oracle.Story.TaskStory;
import io.swarmoperator.oracle.Story.UpdateMoment;
import io.swarmoperator.oracle.Story.What;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Tells what a recording says of a service. */
final class RecordedStory {
  /** A change is seen by a poll within this time. */
  private static final Duration SEEN = Duration.ofMillis(300);

  private static final Duration INSTANT = Duration.ofMillis(100);
  private static final String EXIT = "task: non-zero exit (";
  private static final String CONSTRAINTS = "assigned node no longer meets constraints";

  /** That there is one; its words are the container runtime's. */
  static final String SOME_ERROR = "some error";

  private RecordedStory() {}

  static Story of(Recording recording, Recording.Service service, Duration end) {
    return new Story(
        recording.tasksOf(service).stream()
            .filter(task -> task.createdAt().compareTo(end) <= 0)
            .map(task -> task(task, recording.removed(task.id()), end))
            .toList(),
        updates(recording, service).stream()
            .filter(moment -> moment.at().compareTo(end) <= 0)
            .toList(),
        RecordedCounts.of(recording, service).stream()
            .filter(count -> count.at().compareTo(end) <= 0)
            .toList());
  }

  private static TaskStory task(Task task, Optional<Duration> gone, Duration end) {
    List<Moment> moments = new ArrayList<>();
    moments.add(Moment.of(task.createdAt(), What.MADE));
    TaskTimes times = new TaskTimes(task);
    times.released().ifPresent(at -> moments.add(Moment.of(at, What.RELEASED)));
    times.unplaced().forEach(state -> moments.add(unplaced(state)));
    times.starting().ifPresent(at -> moments.add(Moment.of(at, What.STARTING)));
    times.running().ifPresent(at -> moments.add(Moment.of(at, What.RUNNING)));
    if (times.toldFirst()) {
      What what = times.toldToGo() ? What.TOLD_TO_GO : What.TOLD_TO_STOP;
      moments.add(Moment.of(times.told().orElseThrow(), what));
    }
    times.end().map(state -> end(state, times)).ifPresent(moments::add);
    moments.sort(Comparator.comparing(Moment::what));
    gone.ifPresent(at -> moments.add(Moment.of(at, What.GONE)));
    moments.removeIf(moment -> moment.at().compareTo(end) > 0);
    return new TaskStory(task.id(), task.slot(), task.image(), moments);
  }

  private static Moment end(State end, TaskTimes times) {
    boolean ran = times.startedAt().isPresent();
    return new Moment(
        // a task that never started was told at the instant at which the operator ends it
        ran || !times.toldFirst() ? end.at() : times.told().orElseThrow(),
        What.valueOf(end.state().toUpperCase(Locale.ROOT)),
        ran && !end.state().equals("rejected") ? end.exitCode() : OptionalInt.empty(),
        sameWords(end.error()));
  }

  private static Moment unplaced(State state) {
    return new Moment(state.at(), What.UNPLACED, OptionalInt.empty(), Optional.of(state.error()));
  }

  /** As much of an error as the operator says in the same words. */
  static Optional<String> sameWords(String error) {
    if (error.isEmpty()) {
      return Optional.empty();
    }
    boolean same = error.startsWith(EXIT) || error.equals(CONSTRAINTS);
    return Optional.of(same ? error : SOME_ERROR);
  }

  private static List<UpdateMoment> updates(Recording recording, Recording.Service service) {
    List<UpdateMoment> moments = new ArrayList<>();
    Optional<Recording.Update> before = Optional.empty();
    int iteration = 0;
    for (Recording.Version version : service.versions()) {
      if (version.iteration().orElse(0) > iteration) {
        iteration = version.iteration().getAsInt();
        moments.add(UpdateMoment.of(version.at(), "iteration " + iteration));
      }
      if (!version.update().equals(before)) {
        moments.add(moment(version, recording.events(), service.id()));
        before = version.update();
      }
    }
    moments.removeIf(moment -> moment.state().isEmpty() && passes(moment, moments));
    return moments;
  }

  /** Every write of the spec clears the status, for an instant if it begins a run (S§5.9). */
  private static boolean passes(UpdateMoment cleared, List<UpdateMoment> moments) {
    return moments.stream()
        .filter(moment -> !moment.state().isEmpty())
        .anyMatch(
            moment ->
                moment.at().compareTo(cleared.at().minus(INSTANT)) > 0
                    && moment.at().compareTo(cleared.at().plus(INSTANT)) < 0);
  }

  private static UpdateMoment moment(
      Recording.Version version, List<Recording.Event> events, String service) {
    if (version.update().isEmpty()) {
      return UpdateMoment.of(version.at(), "");
    }
    Recording.Update update = version.update().get();
    Duration exact =
        events.stream()
            .filter(event -> event.id().equals(service))
            .filter(
                event ->
                    event.attribute("updatestate.new").filter(update.state()::equals).isPresent())
            .map(Recording.Event::at)
            .filter(at -> at.compareTo(version.at()) <= 0)
            .filter(at -> at.compareTo(version.at().minus(SEEN)) > 0)
            .reduce((before, after) -> after)
            .orElse(version.at());
    return new UpdateMoment(
        exact, update.state(), update.message(), update.startedAt(), update.completedAt());
  }
}
