package io.swarmoperator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The rights of the service account as they shall be, namespace by namespace. */
final class RightsGolden {
  private static final Path DIRECTORY = Path.of("src/test/resources/chart");

  private RightsGolden() {}

  /**
   * Compares them with a file.
   *
   * @param name of the file
   * @param rights what kubectl lists, by what the namespace is
   */
  static void compare(String name, Map<String, List<String>> rights) throws IOException {
    StringBuilder text = new StringBuilder();
    rights.forEach(
        (namespace, lines) -> {
          text.append("# ").append(namespace).append('\n');
          lines.forEach(line -> text.append(line).append('\n'));
        });
    Path file = DIRECTORY.resolve(name);
    if (Boolean.getBoolean("chart.write")) {
      Files.createDirectories(DIRECTORY);
      Files.writeString(file, text);
    }
    assertThat(file).hasContent(text.toString());
  }
}
