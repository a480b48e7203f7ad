package io.swarmoperator.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lists whose items are told apart by some of their fields, as the schema says: the API server
 * takes no two items that are the same in these.
 */
final class ListKeys {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String TYPE = "x-kubernetes-list-type";
  private static final String KEYS = "x-kubernetes-list-map-keys";

  private final SourceDocument document;
  private final List<Problem> problems = new ArrayList<>();

  private ListKeys(SourceDocument document) {
    this.document = document;
  }

  /** Finds items that are there twice, in the API server's words. */
  static List<Problem> check(JsonNode schema, SourceDocument document) {
    ListKeys check = new ListKeys(document);
    check.check(schema, document.tree(), FieldPath.ROOT);
    return check.problems;
  }

  private void check(JsonNode schema, JsonNode value, FieldPath path) {
    if (value.isObject()) {
      value
          .properties()
          .forEach(
              field ->
                  check(
                      schema.path("properties").path(field.getKey()),
                      field.getValue(),
                      path.then(field.getKey())));
    } else if (value.isArray()) {
      if (schema.path(TYPE).asText().equals("map")) {
        unique(schema.path(KEYS), value, path);
      }
      for (int index = 0; index < value.size(); index++) {
        check(schema.path("items"), value.get(index), path.then(index));
      }
    }
  }

  private void unique(JsonNode keys, JsonNode items, FieldPath path) {
    Set<JsonNode> seen = new HashSet<>();
    for (int index = 0; index < items.size(); index++) {
      ObjectNode key = MAPPER.createObjectNode();
      for (JsonNode name : keys) {
        key.set(name.asText(), items.get(index).path(name.asText()));
      }
      if (!seen.add(key)) {
        problems.add(document.problem(path.then(index), "Duplicate value: " + key));
      }
    }
  }
}
