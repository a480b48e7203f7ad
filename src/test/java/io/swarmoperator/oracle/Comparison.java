package io.swarmoperator.oracle;

import io.swarmoperator.decide.SlotId;
import io.swarmoperator.oracle.Story.Moment;
import io.swarmoperator.oracle.Story.TaskStory;
import io.swarmoperator.oracle.Story.UpdateMoment;
import io.swarmoperator.oracle.Story.What;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares what a replay did with what was recorded. */
final class Comparison {
  static final String ONLY_RECORDED = " only recorded";
  static final String ONLY_HERE = " only here";

  private final Script script;
  private final Pairing pairing;
  private final Spacing spacing;
  private final List<Disagreement> disagreements = new ArrayList<>();

  /**
   * What came out.
   *
   * @param disagreements in order of time, as far as they have one
   * @param largestDeviation of the time since the last command, among what agrees
   */
  record Result(List<Disagreement> disagreements, Spacing.Deviation largestDeviation) {}

  private Comparison(Script script, Pairing pairing) {
    this.script = script;
    this.pairing = pairing;
    this.spacing = new Spacing(script);
  }

  /**
   * Compares two stories of one service.
   *
   * @param pairing which task of the replay stands for which recorded one
   */
  static Result of(Script script, Pairing pairing) {
    Comparison comparison = new Comparison(script, pairing);
    comparison.compareTasks();
    comparison.compareUpdates();
    comparison.compareCounts();
    List<Disagreement> all = new ArrayList<>(comparison.disagreements);
    all.addAll(comparison.spacing.disagreements());
    return new Result(all, comparison.spacing.largest());
  }

  private void compareTasks() {
    for (Pairing.Pair pair : pairing.pairs()) {
      if (pair.recorded().isEmpty()) {
        TaskStory ours = pair.replayed().orElseThrow();
        if (!atTheEnd(ours.madeAt())) {
          add("task " + pair.label() + ONLY_HERE, text(ours.moments()));
        }
      } else if (pair.replayed().isEmpty()) {
        add("task " + pair.label() + ONLY_RECORDED, text(pair.recorded().get().moments()));
      } else {
        compare(
            pair.label(),
            pair.recorded().get().toldOnlyIfStarted(),
            pair.replayed().get().toldOnlyIfStarted());
      }
    }
  }

  private void compare(String label, TaskStory recorded, TaskStory replayed) {
    if (!recorded.image().equals(replayed.image())) {
      add(label + " runs something else", recorded.image() + " here " + replayed.image());
    }
    Map<Kind, Moment> theirs = byKind(recorded);
    Map<Kind, Moment> ours = byKind(replayed);
    TreeSet<Kind> kinds = new TreeSet<>(theirs.keySet());
    kinds.addAll(ours.keySet());
    for (Kind kind : kinds) {
      Optional<Moment> their = Optional.ofNullable(theirs.get(kind));
      Optional<Moment> our = Optional.ofNullable(ours.get(kind));
      String where = label + " " + kind.word();
      if (their.isPresent() && our.isPresent()) {
        if (!their.get().sameAs(our.get())) {
          add(where + ": another end", their.get().text() + " / " + our.get().text());
        }
        space(where, recorded.slot(), their.get(), our.get());
      } else if (their.isPresent()) {
        add(where + ONLY_RECORDED, "at " + seconds(their.get().at()));
      } else if (!atTheEnd(our.orElseThrow().at())) {
        add(where + ONLY_HERE, "at " + seconds(our.get().at()));
      }
    }
  }

  private void space(String where, SlotId slot, Moment their, Moment our) {
    switch (their.what()) {
      case MADE -> spacing.made(where, slot, their.at(), our.at());
      case GONE -> spacing.gone(where, slot, their.at(), our.at());
      default -> spacing.became(where, slot, their.at(), our.at());
    }
  }

  /**
   * What became of a task, and for the how-manieth time: it may find no node for one reason after
   * another.
   */
  private record Kind(What what, int time) implements Comparable<Kind> {
    String word() {
      return time == 1 ? what.word() : what.word() + " (" + time + ")";
    }

    @Override
    public int compareTo(Kind other) {
      int order = what.compareTo(other.what);
      return order == 0 ? Integer.compare(time, other.time) : order;
    }
  }

  private static Map<Kind, Moment> byKind(TaskStory task) {
    Map<Kind, Moment> kinds = new TreeMap<>();
    for (Moment moment : task.moments()) {
      int time = 1;
      while (kinds.containsKey(new Kind(moment.what(), time))) {
        time++;
      }
      kinds.put(new Kind(moment.what(), time), moment);
    }
    return kinds;
  }

  /** What comes just before the end of the recording might have come just after it there. */
  private boolean atTheEnd(Duration at) {
    return at.plus(Spacing.ABSOLUTE).compareTo(script.end()) > 0;
  }

  private void compareUpdates() {
    List<UpdateMoment> theirs = pairing.recordedUpdates();
    List<UpdateMoment> ours =
        pairing.replayedUpdates().stream()
            .filter(our -> our.at().compareTo(script.end()) <= 0 || expected(theirs, our))
            .toList();
    UpdateAlignment.read(
        theirs,
        ours,
        new UpdateAlignment.Reader() {
          @Override
          public void both(UpdateMoment recorded, UpdateMoment replayed) {
            String where = "update " + text(recorded);
            spacing.update(where, recorded.at(), replayed.at());
            shown(where + " startedAt", recorded.startedAt(), replayed.startedAt());
            shown(where + " completedAt", recorded.completedAt(), replayed.completedAt());
          }

          @Override
          public void onlyRecorded(UpdateMoment moment) {
            add("update " + text(moment) + ONLY_RECORDED, "at " + seconds(moment.at()));
          }

          @Override
          public void onlyReplayed(UpdateMoment moment) {
            if (!atTheEnd(moment.at())) {
              add("update " + text(moment) + ONLY_HERE, "at " + seconds(moment.at()));
            }
          }
        });
  }

  /** A time that the status shows. */
  private void shown(String where, Optional<Duration> recorded, Optional<Duration> replayed) {
    if (recorded.isPresent() && replayed.isPresent()) {
      spacing.shown(where, recorded.get(), replayed.get());
    } else if (recorded.isPresent()) {
      add(where + ONLY_RECORDED, seconds(recorded.get()));
    } else if (replayed.isPresent()) {
      add(where + ONLY_HERE, seconds(replayed.get()));
    }
  }

  /** What comes here after the end of the recording may be what came before it there. */
  private static boolean expected(List<UpdateMoment> theirs, UpdateMoment our) {
    return theirs.stream()
        .anyMatch(t -> t.state().equals(our.state()) && t.message().equals(our.message()));
  }

  /** What was shown must have been shown here within the time that any event may be off. */
  private void compareCounts() {
    for (Story.Count shown : pairing.recorded().counts()) {
      List<String> here = shownAround(shown.at());
      if (!here.contains(shown.replicas())) {
        add(
            "service ls at " + seconds(shown.at()) + " another count",
            shown.replicas() + " here " + String.join(", ", here));
      }
    }
  }

  private List<String> shownAround(Duration at) {
    List<String> shown = new ArrayList<>();
    for (Story.Count count : pairing.replayed().counts()) {
      if (count.at().compareTo(at.minus(Spacing.ABSOLUTE)) <= 0) {
        shown.clear();
      }
      if (count.at().compareTo(at.plus(Spacing.ABSOLUTE)) <= 0) {
        shown.add(count.replicas());
      }
    }
    return shown;
  }

  private void add(String what, String detail) {
    disagreements.add(Disagreement.of(what, detail));
  }

  private static String text(UpdateMoment moment) {
    return moment.state().isEmpty() ? "cleared" : moment.state() + " \"" + moment.message() + '"';
  }

  private static String text(List<Moment> moments) {
    return String.join(", ", moments.stream().map(m -> m.text() + " " + seconds(m.at())).toList());
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.2f", duration.toMillis() / 1000.0);
  }
}
