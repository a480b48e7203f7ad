package io.swarmoperator.docs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.swarmoperator.api.SwarmService;
import io.swarmoperator.api.SwarmTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What became of the tasks of a service in an update.
 *
 * @param completed when it was over; all times are seconds since its start
 * @param runs each task's run, by slot and time
 */
record RecordedRollout(double completed, List<Run> runs) {
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER));

  /**
   * One task.
   *
   * @param from when it was there; of those that ran before the update 0
   * @param running when it was first ready, at the earliest 0
   * @param until when it had ended; of those that still run the end of the update
   */
  record Run(int slot, String image, double from, double running, double until) {}

  static RecordedRollout of(SwarmService service, List<SwarmTask> tasks) {
    Instant start = Instant.parse(service.getStatus().getUpdate().getStartedAt());
    double end = seconds(start, service.getStatus().getUpdate().getCompletedAt());
    List<Run> runs = new ArrayList<>();
    for (SwarmTask task : tasks) {
      String finished = task.getStatus().getFinishedAt();
      runs.add(
          new Run(
              task.getSpec().getSlot(),
              task.getSpec().getImage(),
              seconds(start, task.getStatus().getCreatedAt()),
              seconds(start, task.getStatus().getRunningAt()),
              finished == null ? end : seconds(start, finished)));
    }
    runs.sort(Comparator.comparingInt(Run::slot).thenComparingDouble(Run::until));
    return new RecordedRollout(end, List.copyOf(runs));
  }

  private static double seconds(Instant start, String time) {
    double seconds = Duration.between(start, Instant.parse(time)).toMillis() / 1000.0;
    return Math.max(0, Math.round(seconds * 10) / 10.0);
  }

  static RecordedRollout read(Path file) throws IOException {
    return YAML.readValue(Files.readString(file), RecordedRollout.class);
  }

  void write(Path file) throws IOException {
    Files.writeString(file, YAML.writeValueAsString(this));
  }

  /** The old tasks and the new ones in the order in which they came to run and ended. */
  List<String> order() {
    return runs.stream()
        .sorted(
            Comparator.comparingDouble((Run run) -> run.running() > 0 ? run.running() : run.until())
                .thenComparingInt(Run::slot))
        .map(run -> "slot " + run.slot() + (run.running() > 0 ? " runs " : " ends ") + run.image())
        .toList();
  }
}
