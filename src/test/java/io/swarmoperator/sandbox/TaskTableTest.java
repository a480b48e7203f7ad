package io.swarmoperator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskTableTest {

  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    var table =
        TaskTable.of(
            List.of(
                row("ping.1.b", "alpine:3.7", "n1", "running", "running", "", 4),
                row(
                    "ping.1.a",
                    "alpine",
                    "n10",
                    "shutdown",
                    "failed",
                    "task: non-zero exit (1)",
                    75),
                row("ping.10.c", "alpine", "", "running", "pending", "", 0)));

    assertThat(table)
        .isEqualTo(
            """
            NAME        IMAGE        NODE   DESIRED-STATE   CURRENT-STATE   ERROR                       AGE
            ping.1.b    alpine:3.7   n1     Running         Running                                     4s
            ping.1.a    alpine       n10    Shutdown        Failed          "task: non-zero exit (1)"   75s
            ping.10.c   alpine              Running         Pending                                     0s
            """);
  }

  @Test
  void noTasksGiveTheHeaderAlone() {
    assertThat(TaskTable.of(List.of()))
        .isEqualTo("NAME   IMAGE   NODE   DESIRED-STATE   CURRENT-STATE   ERROR   AGE\n");
  }

  @Test
  void anErrorNeitherBreaksTheLineNorDrivesTheTerminal() {
    var table =
        TaskTable.of(List.of(row("a", "b", "c", "running", "rejected", "one\ntwo \u001b[31m", 1)));

    assertThat(table).contains("\"one two  [31m\"").hasLineCount(2);
  }

  @ParameterizedTest
  @CsvSource({
    "-3, 0s",
    "0, 0s",
    "119, 119s",
    "120, 2m",
    "135, 2m15s",
    "599, 9m59s",
    "600, 10m",
    "10799, 179m",
    "10800, 3h",
    "12600, 3h30m",
    "28800, 8h",
    "172799, 47h",
    "172800, 2d"
  })
  void agesReadAsInKubectl(long seconds, String expected) {
    assertThat(TaskTable.age(Duration.ofSeconds(seconds))).isEqualTo(expected);
  }

  private static TaskRow row(
      String name, String image, String node, String desired, String now, String error, int age) {
    return new TaskRow(name, image, node, desired, now, error, Duration.ofSeconds(age));
  }
}
