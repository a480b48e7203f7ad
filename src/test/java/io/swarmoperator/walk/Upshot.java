package io.swarmoperator.walk;

import io.swarmoperator.decide.DesiredState;
import io.swarmoperator.decide.Memory;
import io.swarmoperator.decide.SlotId;
import io.swarmoperator.decide.TaskState;
import io.swarmoperator.sim.ApiObject;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a service has come to when nothing more happens. Left out is what depends on when an
 * operator came to see something: times, attempt numbers and history, numbers of revisions and of
 * rollouts, counts of failures, and on several nodes who sits where, hence which slots a scale-down
 * took.
 *
 * @param text what is compared
 */
record Upshot(String text) {

  /**
   * What it has come to.
   *
   * @param numbered whether slot numbers are told
   * @param counted whether a job's iterations are counted: changes in quick succession may be seen
   *     as one
   */
  static Upshot of(Chronicle chronicle, boolean numbered, boolean counted) {
    Memory memory = chronicle.memory();
    SortedMap<SlotId, String> outcome = outcome(chronicle);
    String slots =
        numbered
            ? outcome.toString()
            : outcome.values().stream().sorted().collect(Collectors.joining(", "));
    return new Upshot(
        "spec %s, meant to run %s, before %s, %s, %s, iteration %d, %d wanted: %s"
            .formatted(
                image(chronicle, memory.specRevision()),
                image(chronicle, memory.currentRevision()),
                image(chronicle, memory.previousRevision()),
                memory
                    .hold()
                    .map(
                        h ->
                            "held instead of " + image(chronicle, h.insteadOf()) + ": " + h.cause())
                    .orElse("not held"),
                memory.rollout().map(r -> r.state().word()).orElse("no rollout"),
                counted ? chronicle.iteration() : 0,
                chronicle.wanted(),
                slots));
  }

  private static SortedMap<SlotId, String> outcome(Chronicle chronicle) {
    return chronicle.mode().job() ? done(chronicle) : live(chronicle);
  }

  /** What became of the present iteration's work, by slot. */
  private static SortedMap<SlotId, String> done(Chronicle chronicle) {
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
                    .ifPresent(l -> done.put(id, l.identity.image() + " " + outcome(l))));
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
  private static SortedMap<SlotId, String> live(Chronicle chronicle) {
    SortedMap<SlotId, String> live = new TreeMap<>();
    chronicle
        .slots()
        .forEach(
            (number, slot) -> {
              List<String> tasks =
                  slot.values().stream()
                      .filter(l -> l.record.map(r -> !r.desired().stops()).orElse(l.atWork()))
                      .map(l -> l.identity.image() + (l.serves() ? " runs" : " waits"))
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

  private static String image(Chronicle chronicle, long revision) {
    return revision == 0
        ? "none"
        : chronicle.feed().revisions().values().stream()
            .filter(r -> r.number() == revision)
            .map(ApiObject.Revision::content)
            .map(c -> c.revision().image())
            .findFirst()
            .orElse("one that is gone");
  }

  /** What is wrong with a service that should have come to what it declares; empty when nothing. */
  static Optional<String> declared(Chronicle chronicle) {
    String image = chronicle.feed().service().declared().content().revision().image();
    String meant = image + (chronicle.mode().job() ? " completed" : " runs");
    SortedMap<SlotId, String> outcome = outcome(chronicle);
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
        : Optional.of("not as declared: " + of(chronicle, true, true).text());
  }

  @Override
  public String toString() {
    return text;
  }
}
