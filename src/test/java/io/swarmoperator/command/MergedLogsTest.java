package io.swarmoperator.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
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

  @Test
  void aLogThatBreaksOffIsNamedAndTheOthersGoOn() {
    Reader broken =
        new BreakingReader(new StringReader("2026-01-01T00:00:05Z a\n"), new IOException("cut"));
    List<String> told = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    MergedLogs.copy(
        List.of(
            source("ping.1", broken),
            source("ping.2", new StringReader("2026-01-01T00:00:04Z b\n2026-01-01T00:00:06Z c\n"))),
        (prefix, line) -> lines.add(prefix + line.text()),
        (task, why) -> told.add(task + " " + why.getMessage()));

    assertThat(lines).containsExactly("ping.2: b", "ping.1: a", "ping.2: c");
    assertThat(told).containsExactly("ping.1 cut");
  }

  /** A text, and then a failure. */
  private static final class BreakingReader extends Reader {
    private final Reader text;
    private final IOException failure;

    private BreakingReader(Reader text, IOException failure) {
      this.text = text;
      this.failure = failure;
    }

    @Override
    public int read(char[] to, int from, int most) throws IOException {
      int read = text.read(to, from, most);
      if (read < 0) {
        throw failure;
      }
      return read;
    }

    @Override
    public void close() throws IOException {
      text.close();
    }
  }

  private static MergedLogs.Source source(String task, Reader log) {
    return new MergedLogs.Source(task, task + ": ", new BufferedReader(log));
  }

  private static List<String> merged(String... logs) {
    List<MergedLogs.Source> sources = new ArrayList<>();
    for (String log : logs) {
      sources.add(source(Integer.toString(sources.size() + 1), new StringReader(log)));
    }
    List<String> lines = new ArrayList<>();
    MergedLogs.copy(
        sources,
        (prefix, line) -> lines.add(prefix + line.text()),
        (task, why) -> {
          throw new UncheckedIOException(why);
        });
    return lines;
  }
}
