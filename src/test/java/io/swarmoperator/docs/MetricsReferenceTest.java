package io.swarmoperator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.measure.Label;
import io.swarmoperator.measure.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The table of metrics is the operator's list of them; that an operator exposes these and no others
 * is for the scenario to say.
 */
class MetricsReferenceTest {
  private static final String REGENERATE =
      "mvn -q test -Dtest=MetricsReferenceTest -Ddocs.write=true";
  private static final String MARK =
      "<!-- Generated from Metric.java from here on; regenerate with: " + REGENERATE + " -->\n";

  @Test
  void thePageHoldsEveryMetric() throws IOException {
    Path page = Path.of("docs/reference-metrics.md");
    String text = Files.readString(page);
    assertThat(text).contains(MARK);
    String rows =
        Stream.of(Metric.values())
            .map(MetricsReferenceTest::row)
            .collect(Collectors.joining("\n", "", "\n"));
    String table =
        "\n| metric | type | unit | labels | meaning | changes |\n|---|---|---|---|---|---|\n"
            + rows;
    String wanted = text.substring(0, text.indexOf(MARK)) + MARK + table;
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(page, wanted);
    }
    assertThat(page)
        .as("%s is out of date; regenerate it with\n\n  %s\n", page, REGENERATE)
        .hasContent(wanted);
  }

  private static String row(Metric metric) {
    String type = metric.kind() == Metric.Kind.TIMER ? "histogram" : metric.kind().name();
    boolean seconds = metric.exposed().endsWith("_seconds");
    return "| `"
        + metric.exposed()
        + "` | "
        + type.toLowerCase(Locale.ROOT)
        + " | "
        + (seconds ? "seconds" : "number")
        + " | "
        + metric.labels().stream()
            .map(MetricsReferenceTest::label)
            .collect(Collectors.joining("; "))
        + " | "
        + metric.meaning()
        + " | "
        + metric.changes()
        + " |";
  }

  private static String label(Label label) {
    return "`"
        + label.name()
        + "`: "
        + label.values().stream().map(v -> "`" + v + "`").collect(Collectors.joining(", "));
  }
}
