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

/** The alerts and the dashboard of the chart. */
public final class WatchedFiles {
  public static final Path ALERTS = Path.of("helm/swarm-operator/files/alerts/swarm-operator.yaml");
  public static final Path DASHBOARD =
      Path.of("helm/swarm-operator/files/dashboards/swarm-operator.json");

  private WatchedFiles() {}

  /** The rules for alerts. */
  public static List<JsonNode> alerts() {
    List<JsonNode> rules = new ArrayList<>();
    tree(ALERTS).path("groups").forEach(group -> group.path("rules").forEach(rules::add));
    return rules;
  }

  /** The expressions of the dashboard's panels and of its variables. */
  public static List<String> queries() {
    List<String> queries = new ArrayList<>();
    walk(
        tree(DASHBOARD).path("panels"),
        node -> {
          if (node.has("expr")) {
            queries.add(node.path("expr").asText());
          }
        });
    return queries;
  }

  /** What the dashboard's variables list the values of. */
  public static List<String> variables() {
    List<String> queries = new ArrayList<>();
    for (JsonNode variable : tree(DASHBOARD).at("/templating/list")) {
      String query = variable.path("query").asText();
      if (query.startsWith("label_values(")) {
        queries.add(query.substring("label_values(".length(), query.lastIndexOf(',')));
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
