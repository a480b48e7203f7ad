package io.swarmoperator.oracle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How far a recording and its replay agree.
 *
 * @param recording what was replayed
 * @param disagreements all of them, known or not
 * @param largestDeviation of the time since the last command, among what agrees
 */
record Agreement(
    Recording recording, List<Disagreement> disagreements, Spacing.Deviation largestDeviation) {

  /** Replays the services of a recording, each in a cluster of its own. */
  static Agreement of(Recording recording, Expectation expectation) {
    List<Disagreement> disagreements = new ArrayList<>();
    Spacing.Deviation largest = Spacing.Deviation.NONE;
    for (Recording.Service service : recording.services()) {
      String prefix = recording.services().size() > 1 ? service.name() + " " : "";
      Comparison.Result result = compare(recording, service, expectation, prefix);
      result.disagreements().forEach(d -> disagreements.add(d.withPrefix(prefix)));
      largest = Spacing.Deviation.larger(largest, result.largestDeviation());
    }
    return new Agreement(recording, List.copyOf(disagreements), largest);
  }

  /** The time that is off by the most, of those that are off. */
  Optional<Disagreement> largestOff() {
    return disagreements.stream()
        .filter(d -> d.later().isPresent())
        .max(Comparator.comparing(Disagreement::size));
  }

  private static Comparison.Result compare(
      Recording recording, Recording.Service service, Expectation expectation, String prefix) {
    List<String> known =
        expectation.disagreements().stream()
            .map(Declared::what)
            .filter(text -> text.startsWith(prefix))
            .map(text -> text.substring(prefix.length()))
            .toList();
    Loners loners = Loners.in(known);
    Script script = ScriptExtractor.of(recording, service, expectation.resumed());
    RecordedTasks tasks = RecordedTasks.of(recording, service, loners, script.nodes());
    Story replayed = Replay.of(script, tasks, recording.nodes());
    Story recorded = RecordedStory.of(recording, service, script.end());
    return Comparison.of(script, new Pairing(recorded, replayed, loners));
  }
}
