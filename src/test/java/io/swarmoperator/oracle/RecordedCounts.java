package io.swarmoperator.oracle;

import io.swarmoperator.oracle.Story.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The counts of tasks that a recording shows of a service. */
final class RecordedCounts {
  private static final Pattern SAMPLE =
      Pattern.compile("ServiceStatus=\\{'RunningTasks': (\\d+), 'DesiredTasks': (\\d+),.*");

  private RecordedCounts() {}

  static List<Count> of(Recording recording, Recording.Service service) {
    List<Count> counts = new ArrayList<>();
    Pattern line =
        Pattern.compile(
            "\\S+ +"
                + service.name()
                + " +(?:replicated|global)(?: job)? +(\\d+/\\d+(?: \\(\\d+/\\d+ completed\\))?) .*");
    recording.snapshots().stream()
        .filter(snapshot -> snapshot.command().startsWith("docker service ls"))
        .forEach(
            snapshot ->
                snapshot
                    .output()
                    .lines()
                    .map(line::matcher)
                    .filter(Matcher::matches)
                    .forEach(m -> counts.add(new Count(snapshot.at(), m.group(1)))));
    for (Recording.Mark mark : recording.marks()) {
      Matcher sample = SAMPLE.matcher(mark.text());
      if (sample.matches()) {
        counts.add(new Count(mark.at(), sample.group(1) + "/" + sample.group(2)));
      }
    }
    return counts;
  }
}
