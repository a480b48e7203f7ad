package io.swarmoperator.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is checked on the text of the sources, tests included. */
class SourceFilesTest {

  private static final int MOST_LINES = 400;

  private static final List<Path> ROOTS =
      List.of(Path.of("operator/src/main/java"), Path.of("src/test/java"));

  @Test
  void noFileIsLongerThanOneCanRead() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path file : sources()) {
      int lines = Files.readAllLines(file).size();
      if (lines > MOST_LINES) {
        tooLong.add(file + " has " + lines + " lines");
      }
    }
    assertThat(tooLong).as("files of more than %d lines", MOST_LINES).isEmpty();
  }

  @Test
  void noFileIsCalledUtilsOrManager() throws IOException {
    assertThat(sources())
        .as("a small function lives beside its concept")
        .noneMatch(file -> file.toString().matches(".*(Utils?|Manager)\\.java"));
  }

  @Test
  void nothingIsLeftToDo() throws IOException {
    List<Path> unfinished = new ArrayList<>();
    for (Path file : sources()) {
      if (Files.readString(file).matches("(?s).*\\b(TO" + "DO|FIX" + "ME)\\b.*")) {
        unfinished.add(file);
      }
    }
    assertThat(unfinished).isEmpty();
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (Path root : ROOTS) {
      try (Stream<Path> files = Files.walk(root)) {
        files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
      }
    }
    assertThat(sources).isNotEmpty();
    return sources;
  }
}
