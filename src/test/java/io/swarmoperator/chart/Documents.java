package io.swarmoperator.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/** The objects of a stream of YAML documents. */
final class Documents {
  private static final YAMLMapper YAML = new YAMLMapper();

  private Documents() {}

  /** Each document's text, without those that hold nothing. */
  static List<String> texts(String stream) {
    return Arrays.stream(("\n" + stream).split("\n---[ \t]*(?=\n|$)", -1))
        .map(text -> text.strip() + "\n")
        .filter(text -> !tree(text).isEmpty())
        .toList();
  }

  static List<JsonNode> trees(String stream) {
    return texts(stream).stream().map(Documents::tree).toList();
  }

  static JsonNode tree(String text) {
    try {
      return YAML.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String kind(JsonNode object) {
    return object.path("kind").asText();
  }

  /** Kind and name. */
  static String id(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    String namespace = metadata.path("namespace").asText();
    return kind(object)
        + " "
        + (namespace.isEmpty() ? "" : namespace + "/")
        + metadata.path("name").asText();
  }
}
