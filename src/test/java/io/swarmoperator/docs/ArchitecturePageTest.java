package io.swarmoperator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who looks for a class that the page on the architecture names finds it. */
class ArchitecturePageTest {
  private static final Path PAGE = Path.of("docs/architecture.md");
  private static final Pattern CLASS = Pattern.compile("([A-Z][a-z]+)+");
  private static final Pattern PATH = Pattern.compile("[a-z-]+(/[A-Za-z_.-]+)+");

  @Test
  void everyRowOfWhereToChangeNamesAClassOrAFile() {
    List<List<String>> rows = PageTables.under(PAGE, "Where do I change …");
    assertThat(rows)
        .hasSizeGreaterThan(20)
        .allSatisfy(
            row ->
                assertThat(PageTables.words(row.get(1)))
                    .anyMatch(
                        word -> CLASS.matcher(word).matches() || PATH.matcher(word).matches()));
  }

  @Test
  void everyClassAndFileThatThePageNamesIsThere() throws IOException {
    Set<String> classes = classes();
    List<String> words = PageTables.words(PageTables.read(PAGE).replaceAll("(?s)```.*?```", ""));
    assertThat(words.stream().filter(word -> CLASS.matcher(word).matches()))
        .hasSizeGreaterThan(40)
        .allSatisfy(word -> assertThat(classes).contains(word));
    assertThat(words.stream().filter(word -> PATH.matcher(word).matches()))
        .isNotEmpty()
        .allSatisfy(word -> assertThat(Path.of(word)).exists());
  }

  @Test
  void everyPackageOfTheProgramIsNamed() throws IOException {
    Path sources = Path.of("operator/src/main/java/io/swarmoperator");
    String text = PageTables.read(PAGE);
    try (Stream<Path> packages = Files.list(sources)) {
      assertThat(packages.filter(Files::isDirectory))
          .allSatisfy(pack -> assertThat(text).contains("`" + pack.getFileName() + "`"));
    }
  }

  /** Also the kinds, which are classes too. */
  private static Set<String> classes() throws IOException {
    try (Stream<Path> main = Files.walk(Path.of("operator/src/main/java"));
        Stream<Path> test = Files.walk(Path.of("src/test/java"))) {
      Set<String> names =
          Stream.concat(main, test)
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".java"))
              .map(name -> name.replace(".java", ""))
              .collect(Collectors.toSet());
      return names;
    }
  }
}
