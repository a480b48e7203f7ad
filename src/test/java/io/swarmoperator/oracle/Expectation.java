package io.swarmoperator.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known beforehand of how a replay differs from its recording. The file says what each key
 * means.
 *
 * @param differences by number of a row of docs/differences.md, all disagreements that follow from
 *     it
 * @param resumed commands upon which Swarm goes on with a paused update and the operator has to be
 *     asked to
 * @param note what else a reader of the result should know
 */
record Expectation(
    Map<String, List<Declared>> differences, List<String> resumed, Optional<String> note) {

  private static final Path FILE = Path.of("src/test/resources/oracle-expectations.yaml");
  private static final Map<String, Expectation> ALL = read();

  static Expectation of(String recording) {
    return ALL.getOrDefault(recording, new Expectation(Map.of(), List.of(), Optional.empty()));
  }

  static Map<String, Expectation> all() {
    return ALL;
  }

  /** The same, but nobody asks for a paused update to go on. */
  Expectation withoutResuming() {
    return new Expectation(differences, List.of(), note);
  }

  /** All disagreements that are known. */
  List<Declared> disagreements() {
    return differences.values().stream().flatMap(List::stream).toList();
  }

  private static Map<String, Expectation> read() {
    try {
      JsonNode file = new ObjectMapper(new YAMLFactory()).readTree(FILE.toFile());
      Map<String, Expectation> result = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> entry : file.properties()) {
        for (String recording : entry.getKey().split(", ", -1)) {
          result.put(recording, expectation(entry.getValue()));
        }
      }
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Expectation expectation(JsonNode node) {
    Map<String, List<Declared>> differences = new LinkedHashMap<>();
    node.path("differs")
        .properties()
        .forEach(row -> differences.put(row.getKey(), declared(row.getValue())));
    return new Expectation(differences, texts(node.path("resumed")), text(node.path("note")));
  }

  private static Optional<String> text(JsonNode node) {
    return node.isMissingNode() ? Optional.empty() : Optional.of(node.asText());
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static List<Declared> declared(JsonNode array) {
    return expanded(texts(array)).stream().map(Declared::of).toList();
  }

  /** {@code {1,2}.3 gone} stands for {@code 1.3 gone} and {@code 2.3 gone}. */
  private static List<String> expanded(List<String> texts) {
    List<String> result = new ArrayList<>();
    for (String text : texts) {
      int open = text.indexOf('{');
      if (open < 0) {
        result.add(text);
        continue;
      }
      int close = text.indexOf('}', open);
      List<String> alternatives = new ArrayList<>();
      for (String word : text.substring(open + 1, close).split(",", -1)) {
        alternatives.add(text.substring(0, open) + word.trim() + text.substring(close + 1));
      }
      result.addAll(expanded(alternatives));
    }
    return result;
  }
}
