package io.swarmoperator.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Merges a patch into a pod as the API server merges a strategic one (k8s.io/apimachinery,
 * strategicpatch): objects field by field, null takes a field away, lists that have a key item by
 * item, other lists and values as a whole. Of the directives it knows {@code $patch} with {@code
 * delete} and {@code replace}, and {@code $retainKeys}; it takes for granted that a patch has
 * passed {@link PodPatchCheck}.
 */
final class StrategicMerge {
  static final String PATCH = "$patch";
  static final String RETAIN_KEYS = "$retainKeys";
  static final String DELETE = "delete";
  static final String REPLACE = "replace";

  private StrategicMerge() {}

  /**
   * The merged object; neither argument is changed.
   *
   * @param original what the patch is merged into
   * @param patch of the same kind
   */
  static ObjectNode merge(ObjectNode original, ObjectNode patch) {
    return object(original, patch, "");
  }

  private static ObjectNode object(ObjectNode original, ObjectNode patch, String path) {
    if (patch.has(PATCH)) {
      return patch.get(PATCH).asText().equals(DELETE)
          ? JsonNodeFactory.instance.objectNode()
          : (ObjectNode) plain(patch);
    }
    ObjectNode merged = original.deepCopy();
    if (patch.path(RETAIN_KEYS) instanceof ArrayNode retained) {
      Set<String> names = new HashSet<>();
      retained.forEach(name -> names.add(name.asText()));
      merged.retain(names);
    }
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      String name = field.getKey();
      if (field.getValue().isNull()) {
        merged.remove(name);
      } else if (!name.equals(RETAIN_KEYS)) {
        String below = path.isEmpty() ? name : path + "." + name;
        merged.set(name, value(merged.path(name), field.getValue(), below));
      }
    }
    return merged;
  }

  private static JsonNode value(JsonNode original, JsonNode patch, String path) {
    if (original instanceof ObjectNode object && patch instanceof ObjectNode fields) {
      return object(object, fields, path);
    }
    Optional<String> key = MergeKeys.of(path);
    if (key.isPresent() && original instanceof ArrayNode list && patch instanceof ArrayNode items) {
      return list(list, items, key.get(), path);
    }
    return plain(patch);
  }

  private static ArrayNode list(ArrayNode original, ArrayNode patch, String key, String path) {
    List<ObjectNode> kept = objects(original);
    List<ObjectNode> changes = new ArrayList<>();
    boolean replaced = false;
    for (ObjectNode item : objects(patch)) {
      switch (item.path(PATCH).asText()) {
        case DELETE -> kept.removeIf(other -> same(other, item, key));
        case REPLACE -> replaced = true;
        default -> changes.add(item);
      }
    }
    List<ObjectNode> merged = new ArrayList<>(replaced ? List.of() : kept);
    for (ObjectNode change : changes) {
      int index = replaced ? -1 : index(merged, change, key);
      if (index < 0) {
        merged.add((ObjectNode) plain(change));
      } else {
        merged.set(index, object(merged.get(index), change, path));
      }
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    (replaced ? merged : ordered(merged, kept, changes, key)).forEach(list::add);
    return list;
  }

  /**
   * In the order that the API server gives: items that the patch names in the patch's order, the
   * others in theirs, and of one of each kind that before which stood before it; what is new comes
   * first.
   */
  private static List<ObjectNode> ordered(
      List<ObjectNode> merged, List<ObjectNode> before, List<ObjectNode> patch, String key) {
    List<ObjectNode> others = new ArrayList<>();
    List<ObjectNode> named = new ArrayList<>();
    merged.forEach(item -> (index(patch, item, key) < 0 ? others : named).add(item));
    named.sort((a, b) -> Integer.compare(index(patch, a, key), index(patch, b, key)));
    List<ObjectNode> ordered = new ArrayList<>();
    int next = 0;
    for (ObjectNode item : named) {
      int place = index(before, item, key);
      while (next < others.size() && index(before, others.get(next), key) < place) {
        ordered.add(others.get(next++));
      }
      ordered.add(item);
    }
    ordered.addAll(others.subList(next, others.size()));
    return ordered;
  }

  private static int index(List<ObjectNode> items, ObjectNode wanted, String key) {
    for (int index = 0; index < items.size(); index++) {
      if (same(items.get(index), wanted, key)) {
        return index;
      }
    }
    return -1;
  }

  private static boolean same(ObjectNode one, ObjectNode other, String key) {
    return one.path(key).asText().equals(other.path(key).asText());
  }

  private static List<ObjectNode> objects(ArrayNode list) {
    List<ObjectNode> objects = new ArrayList<>();
    list.forEach(item -> objects.add((ObjectNode) item));
    return objects;
  }

  /** A value where there was none: without directives and without what would take fields away. */
  private static JsonNode plain(JsonNode patch) {
    if (patch instanceof ObjectNode object) {
      ObjectNode plain = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        if (!field.getValue().isNull() && !directive(field.getKey())) {
          plain.set(field.getKey(), plain(field.getValue()));
        }
      }
      return plain;
    }
    if (patch instanceof ArrayNode list) {
      ArrayNode plain = JsonNodeFactory.instance.arrayNode();
      for (JsonNode item : list) {
        if (!item.has(PATCH)) {
          plain.add(plain(item));
        }
      }
      return plain;
    }
    return patch;
  }

  private static boolean directive(String name) {
    return name.equals(PATCH) || name.equals(RETAIN_KEYS);
  }
}
