package io.swarmoperator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.decide.NoticeReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of messages holds every Event and every line of the log, and what to do about each. */
class MessagesReferenceTest {
  private static final Path PAGE = Path.of("docs/reference-messages.md");
  private static final Path SOURCES = Path.of("operator/src/main/java");
  private static final Pattern LINE =
      Pattern.compile("LOG\\.(info|warn|error)\\(\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern CALL = Pattern.compile("LOG\\.(?:info|warn|error|at\\w*)\\(");

  @Test
  void thePageHoldsEveryEventInItsWords() {
    List<String> events = rows("Events").stream().map(row -> row.subList(0, 3).toString()).toList();
    assertThat(events)
        .isEqualTo(
            Stream.of(NoticeReason.values())
                .map(
                    reason ->
                        List.of(
                                "`" + reason.word() + "`",
                                reason.warning() ? "Warning" : "Normal",
                                reason.text())
                            .toString())
                .toList());
  }

  @Test
  void thePageHoldsEveryLineOfTheLog() throws IOException {
    List<String> written = new ArrayList<>();
    int calls = 0;
    for (Path source : sources()) {
      String text = Files.readString(source);
      Matcher line = LINE.matcher(text);
      while (line.find()) {
        written.add(line.group(1).toUpperCase(Locale.ROOT) + " `" + line.group(2) + "`");
      }
      calls += (int) CALL.matcher(text).results().count();
    }
    assertThat(written).as("each line begins with its words").hasSize(calls);
    assertThat(rows("Log lines").stream().map(row -> row.get(0) + " " + row.get(1)))
        .containsExactlyInAnyOrderElementsOf(written.stream().distinct().toList());
  }

  @Test
  void eachMessageHasAnAdvice() {
    Stream.concat(rows("Events").stream(), rows("Log lines").stream())
        .forEach(row -> assertThat(row.get(row.size() - 1)).as(row.toString()).endsWith("."));
  }

  private static List<List<String>> rows(String heading) {
    return PageTables.under(PAGE, heading);
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
