package io.swarmoperator.oracle;

import io.swarmoperator.docs.Differences;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The table of agreement between recordings and their replays, for docs/conformance.md. */
public final class RecordingAgreement {
  private static final String INTRODUCTION =
      """
      Each row is a timeline recorded from a real Docker Swarm (Engine 20.10.24, one manager and two \
      workers); the files lie in `src/test/resources/oracle`. `RecordingsTest` gives the same commands \
      at the same times to the operator's own planner in a simulated cluster. How long containers start \
      and stop, how they end and on which node tasks land is taken from the recording. \
      So is when a node is down and when it is back: how soon that is noticed is not compared.

      The specs that Swarm was given are read by the test (`SwarmSpec`), not by the operator's schema: \
      which fields replace tasks (s09a) follows there from what differs in Swarm's own task template and \
      endpoint, and what is absent takes the defaults that the test knows (s21b). Of the operator's own \
      fields and defaults other tests tell.

      Compared are, for each slot, the tasks and their states in order (new to ready count as one), \
      their images, exit codes, why no node was found, when they were told to stop and when they left \
      the history; a job's iterations; the update's states, messages and times; the counts that \
      `docker service ls` showed; and all times: the span between an event and the one before it, and \
      the span since the last command, agree within 20 % or 300 ms.

      Not compared in full: an error in the container runtime's words, such as that of a missing image, \
      is the same as any other error; one that tells an exit code or that a node no longer meets the \
      constraints must be the same to the letter. Of a task that never started it counts when it ended or \
      went, not when it was told to, and of one that never ran or was rejected the exit code does not. What \
      happens here within the last 300 ms of a recording may be missing there, and a count must have been \
      shown within 300 ms. The words of the command line's own errors are not compared.

      Swarm walks slots in random order, the operator in ascending order: the planner sees the slots \
      of each update numbered in the order in which the recording first touched them, and the nodes of \
      a global service named in that order. A status that was empty only for the instant between a \
      command and the run that it began is not compared. What follows the removal of a service is the \
      garbage collector's work and is not replayed.

      *Different* means: in nothing but consequences of these rows of [differences.md](differences.md); \
      `src/test/resources/oracle-expectations.yaml` lists every single one, and of each time that is off \
      by how much and in which direction: a replay that is off otherwise by more than 10 ms fails. Of \
      the last two columns the first is the largest deviation of the times that agree, since the last \
      command or the last time that is off; the second is the largest of those declared.
      """;

  private final Map<String, Differences.Row> differences = Differences.byId();
  private final List<String> rows = new ArrayList<>();
  private int same;

  /** Replays every recording. */
  public RecordingAgreement() {
    for (String name : RecordingReader.names()) {
      Expectation expectation = Expectation.of(name);
      Agreement agreement = Agreement.of(RecordingReader.read(name), expectation);
      same += expectation.differences().isEmpty() ? 1 : 0;
      rows.add(row(agreement, expectation));
    }
  }

  /** By recording, the rows of docs/differences.md that it shows. */
  public static Map<String, Set<String>> declaredRows() {
    Map<String, Set<String>> rows = new TreeMap<>();
    Expectation.all().forEach((name, known) -> rows.put(name, known.differences().keySet()));
    return rows;
  }

  /** How many agree, in one line. */
  public String counts() {
    return "%d recorded timelines: %d the same, %d different on purpose"
        .formatted(rows.size(), same, rows.size() - same);
  }

  /** How they are compared, and the table. */
  public String text() {
    return INTRODUCTION
        + "\n| scenario | what it shows | result | largest deviation among what agrees | largest deviation declared |\n|---|---|---|---|---|\n"
        + String.join("\n", rows)
        + "\n";
  }

  private String row(Agreement agreement, Expectation expectation) {
    Recording recording = agreement.recording();
    String shows = recording.description().replace("|", "\\|");
    String deviation = agreement.largestDeviation().text();
    String declared = agreement.largestOff().map(Disagreement::text).orElse("none");
    return String.join(
        " | ", "| " + recording.name(), shows, result(expectation), deviation, declared + " |");
  }

  private String result(Expectation expectation) {
    String result =
        expectation.differences().isEmpty()
            ? "**same**"
            : expectation.differences().keySet().stream()
                .map(row -> differences.get(row).link())
                .collect(Collectors.joining("; ", "**different**, ", ""));
    return result + expectation.note().map(note -> " (" + note + ")").orElse("");
  }
}
