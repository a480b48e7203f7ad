package io.swarmoperator.act;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Iterator;
import java.util.Map;

/** Whether an object already says all that a rendered one says; what the API server added by itself doesn't count. */
final class JsonSubset {
  private JsonSubset() {}

  static boolean holds(Object rendered, Object actual) {
    return holds(Serialization.jsonMapper().<JsonNode>valueToTree(rendered), Serialization.jsonMapper().<JsonNode>valueToTree(actual));
  }

  private static boolean holds(JsonNode rendered, JsonNode actual) {
    if (rendered.isObject()) {
      for (Iterator<Map.Entry<String, JsonNode>> fields = rendered.fields(); fields.hasNext(); ) {
        Map.Entry<String, JsonNode> field = fields.next();
        if (!holds(field.getValue(), actual.path(field.getKey()))) {
          return false;
        }
      }
      return true;
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
}
