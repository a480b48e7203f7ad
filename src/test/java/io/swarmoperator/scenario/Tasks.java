package io.swarmoperator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.swarmoperator.api.SwarmTask;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** What tests say about tasks. */
final class Tasks {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Tasks() {}

  /** The word by which an enum constant stands in the API. */
  static String word(Enum<?> value) {
    return JSON.convertValue(value, String.class);
  }

  static boolean is(SwarmTask task, String desired, String state) {
    return desired.equals(word(task.getSpec().getDesiredState()))
        && state.equals(word(task.getStatus().getState()));
  }

  /** {@code slot desired/state image}, one line a task: what {@code docker service ps} tells. */
  static List<String> rows(List<SwarmTask> tasks) {
    return tasks.stream().map(Tasks::row).toList();
  }

  private static String row(SwarmTask t) {
    return t.getSpec().getSlot()
        + " "
        + word(t.getSpec().getDesiredState())
        + "/"
        + word(t.getStatus().getState())
        + " "
        + t.getSpec().getImage();
  }

  static Instant createdAt(SwarmTask task) {
    return Instant.parse(task.getStatus().getCreatedAt());
  }

  static Instant runningAt(SwarmTask task) {
    return Instant.parse(task.getStatus().getRunningAt());
  }

  static Instant finishedAt(SwarmTask task) {
    return Instant.parse(task.getStatus().getFinishedAt());
  }

  static void assertSlots(List<SwarmTask> tasks, int... slots) {
    assertThat(tasks.stream().map(t -> t.getSpec().getSlot()).collect(Collectors.toList()))
        .containsExactlyElementsOf(java.util.Arrays.stream(slots).boxed().toList());
  }
}
