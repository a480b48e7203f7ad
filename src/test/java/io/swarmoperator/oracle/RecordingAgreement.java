package io.swarmoperator.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The table of agreement between recordings and their replays, for docs/conformance.md. */
public final class RecordingAgreement {
  /** Recordings of what can't be replayed yet. */
  private static final Set<String> PENDING =
      Set.of(
          "s17a_global",
          "s17b_global_constraint",
          "s18a_repjob",
          "s18b_repjob_fail",
          "s18c_globjob",
          "s18d_repjob_flags",
          "s19a_constraint",
          "s20a_placement_pref",
          "s20b_max_per_node",
          "s22a_resources",
          "s22c_spread_other",
          "s24d_update_pending_forever",
          "s24f_errors",
          "s24i_crashloop_nodes");

  private static final String INTRODUCTION =
      """
      Each row is a timeline recorded from a real Docker Swarm (Engine 20.10.24, one manager and two workers); \
      the files lie in `src/test/resources/oracle`. `RecordingsTest` gives the same commands at the same times to \
      the operator's own planner in a simulated cluster. How long containers start and stop, how they end and on \
      which node tasks land is taken from the recording.

      Compared are, for each slot, the tasks and their states in order (new to ready count as one), images and exit codes, \
      when tasks were told to stop and left the history; the update's states and messages; the counts that \
      `docker service ls` showed; and all times: the span between an event and the one before it, and the span \
      since the last command, agree within 20 % or 300 ms.

      Swarm walks slots in random order, the operator in ascending order: the planner sees the slots of each \
      update numbered in the order in which the recording first touched them. A status that was empty only for \
      the instant between a command and the run that it began is not compared. What follows the removal of a \
      service is the garbage collector's work and is not replayed.

      *Differs* means: in nothing but the listed consequences of these rows of [differences.md](differences.md); \
      `src/test/resources/oracle-expectations.yaml` lists every single one.
      """;

  private RecordingAgreement() {}

  /** The names of the recordings that are replayed. */
  static List<String> replayed() {
    return RecordingReader.names().stream()
        .filter(name -> !PENDING.contains(name))
        .filter(name -> Expectation.of(name).notHere().isEmpty())
        .toList();
  }

  /** The section as Markdown. */
  public static String section() {
    List<String> rows = new ArrayList<>();
    int same = 0;
    int differ = 0;
    int notHere = 0;
    for (String name : new TreeSet<>(RecordingReader.names())) {
      if (PENDING.contains(name)) {
        continue;
      }
      Expectation expectation = Expectation.of(name);
      Recording recording = RecordingReader.read(name);
      if (expectation.notHere().isPresent()) {
        notHere++;
        rows.add(row(recording, "not applicable: " + expectation.notHere().get(), ""));
        continue;
      }
      Agreement agreement = Agreement.of(recording, expectation);
      boolean agrees = expectation.differences().isEmpty();
      same += agrees ? 1 : 0;
      differ += agrees ? 0 : 1;
      rows.add(row(recording, result(expectation), agreement.largestDeviation().text()));
    }
    return "## Recordings\n\n"
        + INTRODUCTION
        + "\n"
        + (same + differ + notHere)
        + " recordings: "
        + same
        + " the same, "
        + differ
        + " differ as declared, "
        + notHere
        + " not applicable.\n\n"
        + "| scenario | what it shows | result | largest deviation in time |\n|---|---|---|---|\n"
        + String.join("\n", rows)
        + "\n";
  }

  private static String result(Expectation expectation) {
    return expectation.differences().isEmpty()
        ? "same"
        : "differs: *" + String.join("*; *", expectation.differences().keySet()) + "*";
  }

  private static String row(Recording recording, String result, String deviation) {
    String shows = recording.description().replace("|", "\\|");
    return "| " + recording.name() + " | " + shows + " | " + result + " | " + deviation + " |";
  }
}
