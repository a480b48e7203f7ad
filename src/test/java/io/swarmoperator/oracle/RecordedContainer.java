package io.swarmoperator.oracle;

import io.swarmoperator.oracle.Recording.State;
import io.swarmoperator.oracle.Recording.Task;
import io.swarmoperator.sim.Behaviour;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the container of a recorded task did. Swarm prepares a container while its task still has to
 * wait; a pod is made afterwards, so that its start takes both spans.
 */
final class RecordedContainer {
  /** Scheduling takes no longer where there is a node. */
  private static final Duration PLACED_AT_ONCE = Duration.ofMillis(200);

  private static final Duration SEEN_LATE = Duration.ofMillis(200);
  private static final String NOT_STARTED = "starting container failed";
  private static final String RESOURCES = "insufficient resources";
  private static final Duration STOP = Duration.ofMillis(1200);
  private static final Duration NEVER = Duration.ofDays(1);

  private final TaskTimes times;
  private final List<Duration> returns;

  private RecordedContainer(Task task, List<Duration> returns) {
    this.times = new TaskTimes(task);
    this.returns = returns;
  }

  /**
   * The behaviour to be simulated.
   *
   * @param returns when the task's node came back
   */
  static Behaviour of(Task task, List<Duration> returns) {
    return new RecordedContainer(task, returns).behaviour();
  }

  private Behaviour behaviour() {
    if (times.unplaced().stream().limit(1).anyMatch(s -> s.error().contains(RESOURCES))) {
      return Behaviour.DEFAULT.with(Behaviour.Start.NEVER_SCHEDULES);
    }
    Optional<Duration> started = times.startedAt();
    if (started.isEmpty()) {
      return neverStarted();
    }
    Behaviour behaviour = Behaviour.DEFAULT.startsAfter(startDelay(started.get()));
    Behaviour ready =
        behaviour.readyAfter(
            times.running().map(running -> running.minus(started.get())).orElse(NEVER));
    Behaviour endless = times.toldFirst() ? ready.stopsAfter(NEVER, 0) : ready;
    return times.end().map(end -> ended(ready, started.get(), end)).orElse(endless);
  }

  private Behaviour neverStarted() {
    Optional<State> rejected = times.end().filter(end -> end.state().equals("rejected"));
    return rejected
        .map(
            end ->
                Behaviour.DEFAULT
                    .with(Behaviour.Start.IMAGE_REFUSED)
                    .startsAfter(end.at().minus(placed())))
        .orElse(Behaviour.DEFAULT);
  }

  private Behaviour ended(Behaviour behaviour, Duration started, State end) {
    int code = end.exitCode().orElse(0);
    if (end.state().equals("rejected")) { // not by what its container did
      return behaviour.stopsAfter(STOP, code);
    }
    if (!times.toldFirst()) {
      Behaviour ends = behaviour.exits(code, end.at().minus(started));
      return end.error().startsWith(NOT_STARTED)
          ? ends.with(Behaviour.Start.PROGRAM_MISSING)
          : ends;
    }
    Duration told = times.told().orElseThrow();
    Duration from =
        returns.stream()
            .filter(
                back -> back.compareTo(told) > 0 && back.minus(SEEN_LATE).compareTo(end.at()) < 0)
            .reduce((before, after) -> after)
            .orElse(told);
    return behaviour.stopsAfter(nonNegative(end.at().minus(from)), code);
  }

  private Duration startDelay(Duration started) {
    Duration preparation = nonNegative(times.prepared().minus(placed()));
    Duration begun = latest(times.released().orElse(placed()), times.prepared());
    return preparation.plus(nonNegative(started.minus(begun)));
  }

  private Duration placed() {
    Duration created = times.task().createdAt();
    return times
        .assigned()
        .filter(at -> at.minus(created).compareTo(PLACED_AT_ONCE) > 0)
        .orElse(created);
  }

  private static Duration latest(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private static Duration nonNegative(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
