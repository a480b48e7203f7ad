package io.swarmoperator.render;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Finds what is wrong with a podPatch before any pod is made of it: fields that pods don't have,
 * values of another kind than theirs, and what the operator needs itself.
 */
final class PodPatchCheck {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Map<Class<?>, Map<String, JavaType>> FIELDS = new ConcurrentHashMap<>();

  /** Types that are objects in Java and single values in JSON. */
  private static final Set<Class<?>> VALUES = Set.of(Quantity.class, IntOrString.class);

  private final PodPatchRules rules;
  private final List<FieldProblem> problems = new ArrayList<>();

  PodPatchCheck(PodPatchRules rules) {
    this.rules = rules;
  }

  /** The problems of a patch, in its order; paths are from the patch. */
  List<FieldProblem> problems(ObjectNode patch) {
    check(new Place(List.of(), "", ""), patch, MAPPER.constructType(Pod.class));
    return problems;
  }

  /**
   * Where a value stands.
   *
   * @param steps keys and indexes
   * @param path without indexes, by which {@link MergeKeys} knows a list
   * @param name as {@link PodPatchRules} names it
   */
  private record Place(List<Object> steps, String path, String name) {
    Place field(String field) {
      return new Place(then(field), joined(path, field), joined(name, field));
    }

    Place item(int index, String key) {
      return new Place(then(index), path, name + "[" + key + "]");
    }

    private List<Object> then(Object step) {
      return Stream.concat(steps.stream(), Stream.of(step)).toList();
    }

    private static String joined(String parent, String field) {
      return parent.isEmpty() ? field : parent + "." + field;
    }
  }

  private void check(Place place, JsonNode value, JavaType type) {
    Optional<String> refusal = rules.refusal(place.name(), value);
    if (refusal.isPresent()) {
      problem(place, refusal.get());
    } else if (!value.isNull()) {
      checkKind(place, value, type);
    }
  }

  private void checkKind(Place place, JsonNode value, JavaType type) {
    if (type.isCollectionLikeType()) {
      list(place, value, type.getContentType());
    } else if (type.isMapLikeType() || isObject(type)) {
      object(place, value, type);
    } else {
      mismatch(value, type.getRawClass()).ifPresent(reason -> problem(place, reason));
    }
  }

  private void list(Place place, JsonNode value, JavaType items) {
    if (!value.isArray()) {
      problem(place, "must be a list");
      return;
    }
    Optional<String> key = MergeKeys.of(place.path());
    for (int index = 0; index < value.size(); index++) {
      JsonNode item = value.get(index);
      String name = key.map(k -> item.path(k).asText()).orElse("");
      Place below = place.item(index, name);
      if (item.isNull()) {
        problem(below, "can't be null");
      } else if (key.isPresent() && name.isEmpty() && item.isObject() && !replaces(item)) {
        problem(below, "needs " + key.get() + ", by which items are told apart");
      } else {
        check(below, item, items);
      }
    }
  }

  private static boolean replaces(JsonNode item) {
    return item.path(StrategicMerge.PATCH).asText().equals(StrategicMerge.REPLACE);
  }

  private void object(Place place, JsonNode value, JavaType type) {
    if (!value.isObject()) {
      problem(place, "must be an object");
      return;
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      Place below = place.field(field.getKey());
      JavaType known =
          type.isMapLikeType() ? type.getContentType() : fields(type).get(field.getKey());
      if (field.getKey().startsWith("$")) {
        directive(below, field.getKey(), field.getValue());
      } else if (known == null) {
        problem(below, "there is no such field");
      } else {
        check(below, field.getValue(), known);
      }
    }
  }

  private void directive(Place place, String name, JsonNode value) {
    boolean known =
        switch (name) {
          case StrategicMerge.PATCH ->
              Set.of(StrategicMerge.DELETE, StrategicMerge.REPLACE).contains(value.asText());
          case StrategicMerge.RETAIN_KEYS -> value.isArray();
          default -> false;
        };
    if (!known) {
      problem(place, "the directives are $patch: delete, $patch: replace and $retainKeys: [names]");
    }
  }

  private static Optional<String> mismatch(JsonNode value, Class<?> type) {
    if (type == String.class) {
      return value.isTextual() ? Optional.empty() : Optional.of("must be text");
    }
    if (type == Boolean.class) {
      return value.isBoolean() ? Optional.empty() : Optional.of("must be true or false");
    }
    if (type == Integer.class || type == Long.class) {
      boolean whole = type == Long.class ? value.canConvertToLong() : value.canConvertToInt();
      return value.isIntegralNumber() && whole
          ? Optional.empty()
          : Optional.of("must be a whole number");
    }
    return value.isValueNode() ? Optional.empty() : Optional.of("must be a single value");
  }

  private static boolean isObject(JavaType type) {
    return type.getRawClass().getPackage() == Pod.class.getPackage()
        && !VALUES.contains(type.getRawClass());
  }

  private static Map<String, JavaType> fields(JavaType type) {
    return FIELDS.computeIfAbsent(
        type.getRawClass(),
        raw -> {
          Map<String, JavaType> fields = new HashMap<>();
          for (BeanPropertyDefinition property :
              MAPPER.getDeserializationConfig().introspect(type).findProperties()) {
            fields.put(property.getName(), property.getPrimaryType());
          }
          return fields;
        });
  }

  private void problem(Place place, String reason) {
    problems.add(new FieldProblem(place.steps(), reason));
  }
}
