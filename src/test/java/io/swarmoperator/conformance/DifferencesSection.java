package io.swarmoperator.conformance;

import io.swarmoperator.docs.Differences;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Every difference on purpose with what shows it.
 *
 * @param rows all of them, in order
 * @param shown everything that names a row
 */
record DifferencesSection(Collection<Differences.Row> rows, List<Shown> shown) implements Section {
  private static final Path PAGE_FOLDER = Path.of("docs");

  @Override
  public String heading() {
    return "Differences";
  }

  @Override
  public String counts() {
    return rows.size() + " rows, each shown by a test, a manifest or a recording";
  }

  @Override
  public String text() {
    StringBuilder text =
        new StringBuilder(
            """
            Which tests, manifests and recordings show what a row of [differences.md](differences.md) says.

            | row | shown by |
            |---|---|
            """);
    for (Differences.Row row : rows) {
      text.append("| %s | %s |\n".formatted(row.link(), shownBy(row)));
    }
    return text.toString();
  }

  private String shownBy(Differences.Row row) {
    return shown.stream()
        .filter(s -> s.row().equals(row.id()))
        .map(s -> "[%s](%s)".formatted(s.by(), link(s.file())))
        .collect(Collectors.joining("<br>"));
  }

  private static String link(Path file) {
    return PAGE_FOLDER.relativize(file).toString().replace('\\', '/');
  }
}
