package io.swarmoperator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What sources and pages cite can be looked up in this repository. */
class CitationsTest {
  private static final Path RULES = Path.of("docs/swarm-semantics.md");
  private static final Path MEASURED = Path.of("docs/mechanics.md");
  private static final Path RECORDINGS = Path.of("src/test/resources/oracle");

  private static final List<Path> ROOTS =
      List.of(
          Path.of("operator/src/main"),
          Path.of("src/test"),
          Path.of("docs"),
          Path.of("helm"),
          Path.of("README.md"));

  private static final Pattern TEXT = Pattern.compile(".*\\.(java|md|yaml|go|tpl|sh)");
  private static final Pattern RULE = Pattern.compile("S§(\\d+(?:\\.\\d+)?)");
  private static final Pattern MEASUREMENT = Pattern.compile("\\bmechanics (\\d+(?:, \\d+)*)");
  private static final Pattern RECORDING = Pattern.compile("\\bs\\d\\d[a-z]\\b");
  private static final Pattern DIFFERENCE = Pattern.compile("[({\" ](D\\d+)[)}\",;:]");

  /** Another text's sections, or a rule by its bare number. */
  private static final Pattern ELSEWHERE =
      Pattern.compile("[a-z-]+ §\\d|[a-z]-notes\\b|(?<!\\d )\\(?\\brule \\d+\\)");

  @Test
  void everySectionOfSwarmsRulesIsThere() throws IOException {
    Set<String> sections = sections(RULES);
    assertThat(found(RULE)).hasSizeGreaterThan(200).allMatch(citation -> citation.in(sections));
  }

  @Test
  void everyMeasurementIsThere() throws IOException {
    Set<String> sections = sections(MEASURED);
    assertThat(found(MEASUREMENT)).hasSizeGreaterThan(30).allMatch(c -> c.in(sections));
  }

  @Test
  void everyRecordingIsThere() throws IOException {
    Set<String> kept = recordings();
    assertThat(found(RECORDING)).hasSizeGreaterThan(50).allMatch(citation -> citation.in(kept));
  }

  @Test
  void everyDifferenceIsThere() throws IOException {
    assertThat(found(DIFFERENCE))
        .hasSizeGreaterThan(50)
        .allMatch(citation -> citation.in(Differences.byId().keySet()));
  }

  @Test
  void nothingIsCitedThatIsElsewhere() throws IOException {
    assertThat(found(ELSEWHERE)).filteredOn(c -> c.file().toString().endsWith(".java")).isEmpty();
  }

  private record Citation(Path file, String text) {
    boolean in(Set<String> known) {
      return known.containsAll(List.of(text.split(", ", -1)));
    }
  }

  private static List<Citation> found(Pattern pattern) throws IOException {
    List<Citation> found = new ArrayList<>();
    for (Path root : ROOTS) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(f -> TEXT.matcher(f.toString()).matches()).toList()) {
          pattern
              .matcher(Files.readString(file).replaceAll("\\n\\s+(\\*|//) ", " "))
              .results()
              .map(CitationsTest::cited)
              .forEach(text -> found.add(new Citation(file, text)));
        }
      }
    }
    return found;
  }

  private static String cited(MatchResult match) {
    return match.groupCount() == 0 ? match.group() : match.group(1);
  }

  /** The numbers of a page's headings. */
  private static Set<String> sections(Path page) {
    return Pattern.compile("(?m)^##+ (\\d+(?:\\.\\d+)?) ")
        .matcher(PageTables.read(page))
        .results()
        .map(heading -> heading.group(1))
        .collect(Collectors.toSet());
  }

  private static Set<String> recordings() throws IOException {
    try (Stream<Path> files = Files.list(RECORDINGS)) {
      return files
          .map(file -> file.getFileName().toString().replaceFirst("_.*", ""))
          .collect(Collectors.toSet());
    }
  }
}
