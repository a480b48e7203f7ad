package io.swarmoperator.watching;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The alerts and the dashboard of the chart. */
public final class WatchedFiles {
  public static final Path ALERTS = Path.of("helm/swarm-operator/files/alerts/swarm-operator.yaml");
  public static final Path DASHBOARD =
      Path.of("helm/swarm-operator/files/dashboards/swarm-operator.json");

  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), *([^,]*)\\)");

  private WatchedFiles() {}

  /** The rules for alerts. */
  public static List<JsonNode> alerts() {
    List<JsonNode> rules = new ArrayList<>();
    tree(ALERTS).path("groups").forEach(group -> group.path("rules").forEach(rules::add));
    return rules;
  }

  /** What a panel draws, and what it calls each line. */
  public record Line(String query, String legend) {}

  /** What the dashboard's panels draw. */
  public static List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    walk(
        tree(DASHBOARD).path("panels"),
        node -> {
          if (node.has("expr")) {
            lines.add(new Line(node.path("expr").asText(), node.path("legendFormat").asText()));
          }
        });
    return lines;
  }

  /** What the dashboard's variables list the values of, each as a query that lists them. */
  public static List<String> variables() {
    List<String> queries = new ArrayList<>();
    for (JsonNode variable : tree(DASHBOARD).at("/templating/list")) {
      Matcher listed = LABEL_VALUES.matcher(variable.path("query").asText());
      if (listed.matches()) {
        queries.add("group by (%s) (%s)".formatted(listed.group(2), listed.group(1)));
      }
    }
    return queries;
  }

  private static void walk(JsonNode node, Consumer<JsonNode> visitor) {
    visitor.accept(node);
    node.forEach(child -> walk(child, visitor));
  }

  private static JsonNode tree(Path file) {
    try {
      return new YAMLMapper().readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
