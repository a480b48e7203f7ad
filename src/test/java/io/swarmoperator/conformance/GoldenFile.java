package io.swarmoperator.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A service that {@code GoldenRenderingTest} renders and that says in its first line which rows of
 * {@code docs/differences.md} it shows: {@code # shows D22, D23}.
 *
 * @param rows their numbers
 * @param name for people
 * @param file where it stands, from the top of the repository
 */
record GoldenFile(List<String> rows, String name, Path file) {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final String SHOWS = "# shows ";

  /** All that show a row, in order. */
  static List<GoldenFile> all() throws IOException {
    try (Stream<Path> files = Files.walk(GOLDEN)) {
      List<GoldenFile> all = new ArrayList<>();
      for (Path file : files.filter(f -> f.endsWith("in-service.yaml")).sorted().toList()) {
        String first = Files.readAllLines(file).get(0);
        if (first.startsWith(SHOWS)) {
          List<String> rows = List.of(first.substring(SHOWS.length()).split(", ", -1));
          String name = "golden: " + file.getParent().getFileName().toString().replace('-', ' ');
          all.add(new GoldenFile(rows, name, file));
        }
      }
      return all;
    }
  }
}
