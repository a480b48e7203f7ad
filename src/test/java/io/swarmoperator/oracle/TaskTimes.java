package io.swarmoperator.oracle;

import io.swarmoperator.oracle.Recording.State;
import io.swarmoperator.oracle.Recording.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** When what became of a recorded task. */
record TaskTimes(Task task) {
  private static final Set<String> WAITING =
      Set.of("new", "pending", "assigned", "accepted", "preparing", "ready");
  private static final Set<String> ENDED =
      Set.of("complete", "shutdown", "failed", "rejected", "orphaned");

  /** When it was first meant to run. */
  Optional<Duration> released() {
    State first = task.states().get(0);
    if (meantToRun(first)) {
      return Optional.of(task.createdAt());
    }
    return first(TaskTimes::meantToRun).map(State::seenAt);
  }

  private static boolean meantToRun(State state) {
    return state.desired().equals("running") || state.desired().equals("complete");
  }

  Optional<Duration> assigned() {
    return first(state -> state.state().equals("assigned")).map(State::at);
  }

  /** When it last made progress towards being ready. */
  Duration prepared() {
    return task.states().stream()
        .filter(state -> WAITING.contains(state.state()))
        .map(State::at)
        .reduce((before, after) -> after)
        .orElse(task.createdAt());
  }

  /** When a node was looked for in vain, and when for another reason. */
  List<State> unplaced() {
    List<State> changes = new ArrayList<>();
    String reason = "";
    for (State state : task.states()) {
      boolean unplaced = state.state().equals("pending") && !state.error().isEmpty();
      if (unplaced && !state.error().equals(reason)) {
        reason = state.error();
        changes.add(state);
      }
    }
    return changes;
  }

  Optional<Duration> starting() {
    return first(state -> state.state().equals("starting")).map(State::at);
  }

  Optional<Duration> running() {
    return first(state -> state.state().equals("running")).map(State::at);
  }

  /** When its container was started; empty when it never was. */
  Optional<Duration> startedAt() {
    return starting().or(this::running);
  }

  /** When it was first seen told to stop or to go. */
  Optional<Duration> told() {
    return first(TaskTimes::toldToEnd).map(State::seenAt);
  }

  boolean toldToGo() {
    return first(TaskTimes::toldToEnd).filter(s -> s.desired().equals("remove")).isPresent();
  }

  private static boolean toldToEnd(State state) {
    return state.desired().equals("shutdown") || state.desired().equals("remove");
  }

  Optional<State> end() {
    return first(state -> ENDED.contains(state.state()));
  }

  /** Whether it was told to end before it did: an end by itself is followed by a telling. */
  boolean toldFirst() {
    return told().isPresent()
        && end()
            .map(e -> e.state().equals("shutdown") || told().get().compareTo(e.at()) < 0)
            .orElse(true);
  }

  private Optional<State> first(Predicate<State> which) {
    return task.states().stream().filter(which).findFirst();
  }
}
