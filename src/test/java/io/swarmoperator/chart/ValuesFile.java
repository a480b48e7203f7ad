package io.swarmoperator.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The chart's values.yaml with its comments. The comment above a key describes it; {@code # -- Title}
 * begins a section. A line that begins with @ bounds the value:
 *
 * <ul>
 *   <li>{@code @required}: not empty, {@code @pattern}, {@code @enum a, b}, {@code @min}, {@code
 *       @max}
 *   <li>{@code @items} JSON schema of a list's items, {@code @unique}, {@code @nonempty}
 *   <li>{@code @map}: an object with keys of the user's and texts as values, which are as a pattern
 *       says where one follows; {@code @reserved a, b}: but not these keys
 *   <li>{@code @open}: an object that Kubernetes itself checks; only with these keys where some
 *       follow
 * </ul>
 *
 * A key without a comment is a group of further keys.
 */
final class ValuesFile {
  static final Path CHART = Path.of("helm/swarm-operator");

  private static final Pattern KEY = Pattern.compile("( *)([A-Za-z]+):.*");
  private static final int INDENT = 2;

  /**
   * A value that users set.
   *
   * @param path its keys from the top
   * @param section the title above it
   * @param text its description
   * @param bounds what the lines with @ say
   * @param standard its default
   */
  record Value(
      List<String> path,
      String section,
      String text,
      Map<String, String> bounds,
      JsonNode standard) {

    String name() {
      return String.join(".", path);
    }
  }

  private final JsonNode tree;
  private final List<Value> values = new ArrayList<>();
  private final List<String> path = new ArrayList<>();
  private final List<String> comment = new ArrayList<>();
  private String section = "";

  private ValuesFile(String yaml) throws IOException {
    tree = new YAMLMapper().readTree(yaml);
    yaml.lines().forEach(this::line);
  }

  /** All values in the order of the file. */
  static List<Value> read() throws IOException {
    return new ValuesFile(Files.readString(CHART.resolve("values.yaml"))).values;
  }

  private void line(String line) {
    Matcher key = KEY.matcher(line);
    String stripped = line.strip();
    if (stripped.startsWith("# -- ")) {
      section = stripped.substring("# -- ".length());
    } else if (stripped.startsWith("#")) {
      comment.add(stripped.substring(1).strip());
    } else if (stripped.isEmpty()) {
      comment.clear();
    } else if (key.matches()) {
      key(key.group(1).length() / INDENT, key.group(2));
    }
  }

  private void key(int depth, String name) {
    path.subList(Math.min(depth, path.size()), path.size()).clear();
    if (values.stream().anyMatch(value -> isWithin(value.path()))) {
      return;
    }
    path.add(name);
    if (comment.isEmpty()) {
      return;
    }
    Map<String, String> bounds = new LinkedHashMap<>();
    List<String> text = new ArrayList<>();
    for (String line : comment) {
      if (line.startsWith("@")) {
        String[] words = line.substring(1).split(" ", 2);
        bounds.put(words[0], words.length == 2 ? words[1] : "");
      } else {
        text.add(line);
      }
    }
    JsonNode standard = tree.at("/" + String.join("/", path));
    values.add(new Value(List.copyOf(path), section, String.join(" ", text), bounds, standard));
    comment.clear();
  }

  /** Whether the present line belongs to the default of a value. */
  private boolean isWithin(List<String> value) {
    return path.size() >= value.size() && path.subList(0, value.size()).equals(value);
  }
}
