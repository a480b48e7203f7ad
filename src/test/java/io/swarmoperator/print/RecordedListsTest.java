package io.swarmoperator.print;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swarmoperator.api.SwarmTask;
import io.swarmoperator.render.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code swarm ps} beside what docker printed of the same tasks when recorded: its order, its tree
 * of a slot's history, its columns and their width, how it quotes and counts time.
 */
class RecordedListsTest {
  private static final Path RECORDINGS = Path.of("src/test/resources/oracle");
  private static final Instant NOW = Instant.parse("2026-01-02T04:00:00Z");
  private static final View USUAL = new View(View.Scope.ONE_NAMESPACE, View.Width.USUAL);
  private static final List<String> COLUMNS =
      List.of("ID", "NAME", "IMAGE", "NODE", "DESIRED STATE", "CURRENT STATE", "ERROR", "PORTS");
  private static final Pattern AGO = Pattern.compile("(\\d+|about an?|less than a) (\\w+?)s? ago");

  static Stream<Arguments> lists() throws IOException {
    List<Arguments> lists = new ArrayList<>();
    try (Stream<Path> files = Files.list(RECORDINGS)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        JsonNode recording = new ObjectMapper().readTree(file.toFile());
        for (JsonNode snapshot : recording.path("snapshots")) {
          String command = snapshot.path("cmd").asText();
          String printed = snapshot.path("out").asText();
          if (command.matches("docker service ps (web|job|glob)( --no-trunc)?")
              && printed.startsWith("ID ")) {
            lists.add(Arguments.of(file.getFileName() + ": " + command, printed));
          }
        }
      }
    }
    return lists.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lists")
  void aListIsDockers(String command, String printed) {
    List<SwarmTask> tasks = tasks(printed);
    Collections.reverse(tasks);
    TaskList.Texts texts =
        command.endsWith("--no-trunc") ? TaskList.Texts.WHOLE : TaskList.Texts.CUT;

    assertThat(TaskList.of(tasks, List.of(), USUAL, texts, NOW)).isEqualTo(printed);
  }

  /** The tasks of a list, read by where its columns begin. */
  private static List<SwarmTask> tasks(String printed) {
    List<String> lines = printed.lines().toList();
    List<SwarmTask> tasks = new ArrayList<>();
    for (int row = 1; row < lines.size(); row++) {
      tasks.add(task(cells(lines.get(0), lines.get(row)), lines.size() - row));
    }
    return tasks;
  }

  private static List<String> cells(String header, String line) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < COLUMNS.size(); i++) {
      int begin = header.indexOf(COLUMNS.get(i));
      int end = i + 1 < COLUMNS.size() ? header.indexOf(COLUMNS.get(i + 1)) : line.length();
      cells.add(
          line.substring(Math.min(begin, line.length()), Math.min(end, line.length())).strip());
    }
    return cells;
  }

  private static SwarmTask task(List<String> cells, int attempt) {
    String name = cells.get(1).replace("\\_ ", "");
    String[] state = cells.get(5).split(" ", 2);
    return Fixtures.YAML.unmarshal(
        """
        metadata:
          namespace: shop
          labels: {swarmoperator.io/service: "%s", swarmoperator.io/task: "%s"}
        spec: {%s, attempt: %d, image: "%s", desiredState: %s}
        status: {state: %s, nodeName: "%s", createdAt: "%s", error: '%s'}
        """
            .formatted(
                name.substring(0, name.indexOf('.')),
                cells.get(0),
                place(name.substring(name.indexOf('.') + 1)),
                attempt,
                cells.get(2),
                cells.get(4).toLowerCase(Locale.ROOT),
                state[0].toLowerCase(Locale.ROOT),
                cells.get(3),
                NOW.minus(age(state[1])),
                cells.get(6).replaceAll("^\"|\"$", "").replace("'", "''")),
        SwarmTask.class);
  }

  /** A slot's number, or the id of a global task's node. */
  private static String place(String word) {
    return word.matches("\\d{1,4}") ? "slot: " + word : "slot: 0, nodeName: '" + word + "'";
  }

  private static Duration age(String words) {
    Matcher ago = AGO.matcher(words.toLowerCase(Locale.ROOT));
    assertThat(ago.matches()).as(words).isTrue();
    if (ago.group(1).startsWith("less")) {
      return Duration.ZERO;
    }
    long number = ago.group(1).startsWith("about") ? 1 : Long.parseLong(ago.group(1));
    return ago.group(2).equals("second") ? Duration.ofSeconds(number) : Duration.ofMinutes(number);
  }
}
