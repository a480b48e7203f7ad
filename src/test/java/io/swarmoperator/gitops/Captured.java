package io.swarmoperator.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Services as an operator left them, without what differs each time. */
final class Captured {
  static final Path DIRECTORY = Path.of("src/test/resources/gitops");
  private static final String REGENERATE =
      "mvn -q test -Dtest=GitOps*ScenarioTest -Dgitops.write=true";
  private static final YAMLMapper YAML =
      YAMLMapper.builder().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER).build();
  private static final String TIME = "2026-01-01T00:00:00Z";
  private static final String TASK = "zzzz0123456789abcdefghijk";

  private static final String HASH = "0123456789abcdef01234567";

  private Captured() {}

  static JsonNode read(String name) {
    try {
      return YAML.readTree(file(name).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the cluster has is what the other tests go by. */
  static void assertThatItIs(String name, JsonNode object) {
    try {
      String text = YAML.writeValueAsString(plain(object));
      if (Boolean.getBoolean("gitops.write")) {
        Files.writeString(file(name), text);
      }
      assertThat(file(name))
          .as("%s is out of date; regenerate it with\n\n  %s\n", file(name), REGENERATE)
          .hasContent(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file(String name) {
    return DIRECTORY.resolve(name + ".yaml");
  }

  private static JsonNode plain(JsonNode object) {
    ObjectNode plain = object.deepCopy();
    ObjectNode metadata = (ObjectNode) plain.path("metadata");
    metadata.retain(List.of("name", "annotations", "generation"));
    masked(plain.path("status"));
    return plain;
  }

  private static void masked(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (String field : names(object)) {
        JsonNode value = object.path(field);
        if (value.isTextual()) {
          object.set(field, masked(value.asText()));
        } else {
          masked(value);
        }
      }
    } else if (node instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        if (list.get(i).isTextual()) {
          list.set(i, masked(list.get(i).asText()));
        } else {
          masked(list.get(i));
        }
      }
    }
  }

  private static List<String> names(ObjectNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static TextNode masked(String text) {
    boolean time = text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
    return TextNode.valueOf(
        time
            ? TIME
            : text.replaceAll("\\bz[0-9a-z]{24}\\b", TASK).replaceAll("\\b[0-9a-f]{24}\\b", HASH));
  }
}
