package io.swarmoperator.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergedLogsTest {

  @Test
  void linesComeInTheOrderOfTimeWhoeverWroteThem() {
    assertThat(
            merged(
                "2026-01-01T00:00:05Z one at five\n2026-01-01T00:00:07.5Z one at seven and a half\n",
                "2026-01-01T00:00:05.1Z two at five and a bit\n2026-01-01T00:00:07.45Z two  sooner\n",
                "",
                "2026-01-01T01:00:06+01:00 four at six\n"))
        .containsExactly(
            "1: one at five",
            "2: two at five and a bit",
            "4: four at six",
            "2: two  sooner",
            "1: one at seven and a half");
  }

  @Test
  void atTheSameTimeTheFirstLogComesFirstAndKeepsItsOrder() {
    assertThat(
            merged(
                "2026-01-01T00:00:05Z a\n2026-01-01T00:00:05Z b\n",
                "2026-01-01T00:00:05Z c\n2026-01-01T00:00:05Z\n"))
        .containsExactly("1: a", "1: b", "2: c", "2: ");
  }

  @Test
  void whatHasNoTimeIsNotLost() {
    assertThat(merged("2026-01-01T00:00:05Z a\n", "unable to retrieve container logs\n"))
        .containsExactly("2: unable to retrieve container logs", "1: a");
  }

  private static List<String> merged(String... logs) {
    List<MergedLogs.Source> sources = new ArrayList<>();
    for (String log : logs) {
      sources.add(
          new MergedLogs.Source(
              (sources.size() + 1) + ": ", new BufferedReader(new StringReader(log))));
    }
    List<String> lines = new ArrayList<>();
    MergedLogs.copy(sources, (prefix, line) -> lines.add(prefix + line.text()));
    return lines;
  }
}
