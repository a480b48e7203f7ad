package io.swarmoperator.render;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/** The paths of all fields that a schema declares. */
final class RandomServiceFields {
  private RandomServiceFields() {}

  static Set<String> of(JsonNode schema) {
    Set<String> found = new TreeSet<>();
    collect("", schema, found);
    return found;
  }

  private static void collect(String path, JsonNode schema, Set<String> found) {
    found.add(path);
    schema
        .path("properties")
        .properties()
        .forEach(
            field ->
                collect(
                    path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                    field.getValue(),
                    found));
    if (schema.has("items")) {
      collect(path + "[]", schema.path("items"), found);
    }
  }
}
