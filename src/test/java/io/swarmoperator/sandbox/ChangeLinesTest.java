package io.swarmoperator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ChangeLinesTest {

  private final ChangeLines lines =
      new ChangeLines(Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC));

  @Test
  void aServiceShowsItsSummaryAndItsRollout() {
    assertThat(lines.seen(new ServiceRow("ping", "0/4", "", "")))
        .contains("03:04:05  service ping  0/4");
    assertThat(lines.seen(new ServiceRow("ping", "3/4", "updating", "update in progress")))
        .contains("03:04:05  service ping  3/4  updating: update in progress");
  }

  @Test
  void aTaskShowsWhereItIsAndWhatItIsMeantToBeIfThatDiffers() {
    assertThat(lines.seen(task("", "running", "new", "", 0)))
        .contains("03:04:05  task ping.1.x  new  wanted running  alpine");
    assertThat(lines.seen(task("n1", "running", "running", "", 1)))
        .contains("03:04:05  task ping.1.x  running on n1  alpine");
    assertThat(lines.seen(task("n1", "shutdown", "failed", "task: non-zero exit (1)", 1)))
        .contains(
            "03:04:05  task ping.1.x  failed on n1  wanted shutdown  alpine  task: non-zero exit (1)");
  }

  @Test
  void whatShowsNoDifferenceGivesNoLine() {
    assertThat(lines.seen(task("n1", "running", "running", "", 1))).isPresent();
    assertThat(lines.seen(task("n1", "running", "running", "", 9))).isEmpty();
    assertThat(lines.seen(new ServiceRow("ping", "1/1", "", ""))).isPresent();
    assertThat(lines.seen(new ServiceRow("ping", "1/1", "", ""))).isEmpty();
  }

  @Test
  void whatIsGoneIsToldOnceAndIsNewWhenItComesBack() {
    assertThat(lines.serviceGone("ping")).isEmpty();
    lines.seen(new ServiceRow("ping", "1/1", "", ""));
    assertThat(lines.serviceGone("ping")).contains("03:04:05  service ping  removed");
    assertThat(lines.serviceGone("ping")).isEmpty();
    assertThat(lines.seen(new ServiceRow("ping", "1/1", "", ""))).isPresent();
    lines.seen(task("n1", "running", "running", "", 1));
    assertThat(lines.taskGone("ping.1.x")).contains("03:04:05  task ping.1.x  removed");
  }

  @Test
  void aServiceAndATaskOfOneNameAreTwo() {
    lines.seen(new ServiceRow("ping.1.x", "1/1", "", ""));
    assertThat(lines.taskGone("ping.1.x")).isEmpty();
  }

  private static TaskRow task(String node, String desired, String now, String error, int age) {
    return new TaskRow("ping.1.x", "alpine", node, desired, now, error, Duration.ofSeconds(age));
  }
}
