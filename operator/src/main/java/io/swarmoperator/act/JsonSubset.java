package io.swarmoperator.act;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Whether an object already says all that a rendered one says; what the API server added by itself
 * doesn't count.
 */
final class JsonSubset {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonSubset() {}

  static boolean holds(Object rendered, Object actual) {
    return holds(MAPPER.<JsonNode>valueToTree(rendered), MAPPER.<JsonNode>valueToTree(actual));
  }

  private static boolean holds(JsonNode rendered, JsonNode actual) {
    if (actual.isMissingNode()) {
      return isZero(rendered);
    }
    if (rendered.isObject()) {
      return rendered.properties().stream()
          .allMatch(field -> holds(field.getValue(), actual.path(field.getKey())));
    }
    if (rendered.isArray()) {
      boolean same = rendered.size() == actual.size();
      for (int i = 0; same && i < rendered.size(); i++) {
        same = holds(rendered.get(i), actual.get(i));
      }
      return same;
    }
    return rendered.equals(actual);
  }

  /** The API server leaves out what Go takes for empty. */
  private static boolean isZero(JsonNode value) {
    return value.isNull()
        || (value.isBoolean() && !value.booleanValue())
        || (value.isNumber() && value.doubleValue() == 0)
        || (value.isTextual() && value.textValue().isEmpty())
        || (value.isContainerNode() && value.isEmpty());
  }
}
