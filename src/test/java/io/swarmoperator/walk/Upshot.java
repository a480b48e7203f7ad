package io.swarmoperator.walk;

import io.swarmoperator.decide.DesiredState;
import io.swarmoperator.decide.Memory;
import io.swarmoperator.decide.Revision;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.TaskState;
import io.swarmoperator.sim.ApiObject;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a service has come to when nothing more happens. Left out is what depends on when an
 * operator came to see something: times, attempt numbers and history, numbers of revisions and of
 * rollouts, counts of failures, and on several nodes who sits where, hence which slots a scale-down
 * took.
 *
 * @param service what has come of the service
 * @param slots and of each slot
 * @param shared whether two operators led on the way to a rollout that is paused: each may have
 *     taken its share of the slots before it saw the other's, the API server guards no slot by
 *     another, and what was taken before the pause stays
 */
record Upshot(String service, String slots, boolean shared) {

  /** What is told of a service's slots. */
  enum Told {
    /** Which slot has come to what. */
    BY_NUMBER,
    /** What some slots have come to. */
    BY_CONTENT,
    /**
     * The same, unless only some of them have a place: those that ask first get it, be they old or
     * new. How many places there are is told by how many tasks run, but where a node takes nothing
     * new: a place is given up there by who is to be replaced, and kept by who is not.
     */
    BY_PLACES;

    private String of(SortedMap<SlotId, String> outcome, boolean closed) {
      if (this == BY_NUMBER) {
        return outcome.toString();
      }
      long run = tasks(outcome, " runs");
      boolean wait = tasks(outcome, " waits") > 0;
      if (this == BY_PLACES && wait && closed) {
        return "of %d slots some wait".formatted(outcome.size());
      }
      return this == BY_PLACES && wait && run > 0
          ? "%d tasks run in %d slots, others wait".formatted(run, outcome.size())
          : outcome.values().stream().sorted().collect(Collectors.joining(", "));
    }

    private static long tasks(SortedMap<SlotId, String> outcome, String which) {
      return outcome.values().stream()
          .flatMap(slot -> Stream.of(slot.split(" and ")))
          .filter(task -> task.endsWith(which))
          .count();
    }
  }

  /** Whether a run without faults has come to the same. */
  boolean same(Upshot without) {
    return service.equals(without.service()) && (shared || slots.equals(without.slots()));
  }

  /**
   * What it has come to.
   *
   * @param told what is told of the slots
   * @param counted whether a job's iterations are counted: changes in quick succession may be seen
   *     as one
   */
  static Upshot of(Chronicle chronicle, Told told, boolean counted) {
    Memory memory = chronicle.memory();
    SortedMap<SlotId, String> outcome = outcome(chronicle, l -> content(chronicle.revision(l)));
    String slots = told.of(outcome, chronicle.closed());
    boolean paused = memory.rollout().filter(r -> r.state().paused()).isPresent();
    String service =
        "spec %s, meant to run %s, before %s, %s, %s, iteration %d, %d wanted"
            .formatted(
                content(chronicle, memory.specRevision()),
                content(chronicle, memory.currentRevision()),
                content(chronicle, memory.previousRevision()),
                memory
                    .hold()
                    .map(
                        h ->
                            "held instead of "
                                + content(chronicle, h.insteadOf())
                                + ": "
                                + h.cause())
                    .orElse("not held"),
                memory.rollout().map(r -> r.state().word()).orElse("no rollout"),
                counted ? chronicle.iteration() : 0,
                chronicle.wanted());
    return new Upshot(service, slots, paused && chronicle.everContested());
  }

  /**
   * What a storm has come to, as far as it is determined: what is declared, that nothing is held or
   * under way, and that as many slots as are wanted have a task that runs or has ended for good.
   * Which revisions were there before, how often a job ran and which tasks have used up their
   * attempts depends on when the operator looked; what runs where all can, {@link #declared} says.
   */
  static Upshot settled(Chronicle chronicle) {
    Memory memory = chronicle.memory();
    SortedMap<SlotId, String> outcome = outcome(chronicle, l -> content(chronicle.revision(l)));
    outcome.keySet().removeIf(slot -> !chronicle.isPart(slot));
    long waiting = outcome.values().stream().filter(o -> o.contains("waits")).count();
    String service =
        "spec %s, meant to run %s, %s, %s, %d wanted"
            .formatted(
                content(chronicle, memory.specRevision()),
                content(chronicle, memory.currentRevision()),
                memory.hold().isPresent() ? "held" : "not held",
                memory.rollout().filter(r -> !r.state().done()).isPresent()
                    ? "under way"
                    : "nothing under way",
                chronicle.wanted());
    String slots = "%d slots, %d of them wait".formatted(outcome.size(), waiting);
    return new Upshot(service, slots, false);
  }

  private static SortedMap<SlotId, String> outcome(
      Chronicle chronicle, Function<Life, String> what) {
    return chronicle.mode().job() ? done(chronicle, what) : live(chronicle, what);
  }

  /** What became of the present iteration's work, by slot. */
  private static SortedMap<SlotId, String> done(Chronicle chronicle, Function<Life, String> what) {
    int iteration = chronicle.iteration();
    SortedMap<SlotId, String> done = new TreeMap<>();
    chronicle
        .slots()
        .forEach(
            (id, slot) ->
                slot.values().stream()
                    .filter(l -> l.record.isPresent() && l.identity.iteration() == iteration)
                    .reduce((older, newer) -> newer)
                    .filter(
                        l -> id.node().isEmpty() || chronicle.feed().nodes().containsKey(id.node()))
                    .ifPresent(l -> done.put(id, what.apply(l) + " " + outcome(l))));
    return done;
  }

  private static String outcome(Life life) {
    TaskState state = life.record.orElseThrow().state();
    if (state == TaskState.COMPLETE) {
      return "completed";
    }
    return state.ended() ? "given up" : "waits";
  }

  /** Live tasks by slot: what they run and whether they do. */
  private static SortedMap<SlotId, String> live(Chronicle chronicle, Function<Life, String> what) {
    SortedMap<SlotId, String> live = new TreeMap<>();
    chronicle
        .slots()
        .forEach(
            (number, slot) -> {
              List<String> tasks =
                  slot.values().stream()
                      .filter(l -> l.record.map(r -> !r.desired().stops()).orElse(l.atWork()))
                      .map(l -> what.apply(l) + (l.serves() ? " runs" : " waits"))
                      .toList();
              boolean remembered =
                  slot.values().stream()
                      .flatMap(l -> l.record.stream())
                      .reduce((older, newer) -> newer)
                      .filter(newest -> newest.desired() != DesiredState.REMOVE)
                      .isPresent();
              if (remembered || !tasks.isEmpty()) {
                live.put(number, tasks.isEmpty() ? "ended" : String.join(" and ", tasks));
              }
            });
    return live;
  }

  /** What differs in its placement only may be left where it is (S§5.2). */
  private static String content(Revision revision) {
    return revision.image() + " (" + revision.unplacedHash() + ")";
  }

  private static String content(Chronicle chronicle, long revision) {
    return revision == 0
        ? "none"
        : chronicle.feed().revisions().values().stream()
            .filter(r -> r.number() == revision)
            .map(ApiObject.Revision::content)
            .map(c -> content(c.revision()))
            .findFirst()
            .orElse("one that is gone");
  }

  /**
   * What is wrong with a service that should have come to what it declares; empty when nothing. Of
   * one that has a task on each node only the nodes count that take one.
   */
  static Optional<String> declared(Chronicle chronicle) {
    String image = chronicle.feed().service().declared().content().revision().image();
    String meant = image + (chronicle.mode().job() ? " completed" : " runs");
    SortedMap<SlotId, String> outcome = outcome(chronicle, l -> l.identity.image());
    outcome.keySet().removeIf(slot -> !chronicle.isPart(slot));
    long right = outcome.values().stream().filter(meant::equals).count();
    boolean quiet =
        chronicle.memory().hold().isEmpty()
            && chronicle
                .memory()
                .rollout()
                .map(r -> !r.state().active() && !r.state().paused())
                .orElse(true);
    boolean all = right == chronicle.wanted() && outcome.size() == right;
    return all && quiet
        ? Optional.empty()
        : Optional.of("not as declared: " + of(chronicle, Told.BY_NUMBER, true));
  }

  @Override
  public String toString() {
    return service + ": " + slots;
  }
}
