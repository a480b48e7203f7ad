package io.swarmoperator.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Makes services out of the schema: every field that it has comes at some time. Numbers are taken
 * from their bounds, texts from {@link RandomWords}; a field without words there is an error, so
 * that a new field gets some. What only goes together is put right by {@link RandomRepairs}.
 */
final class RandomServices {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** How often a field is there; often enough far down that all come together with their like. */
  private static final double OPTIONAL = 0.1;

  private static final double OPTIONAL_FAR_DOWN = 0.3;
  private static final int ITEMS = 2;

  private final JsonNode schema;
  private final Random random;
  private final RandomWords words;

  /**
   * @param schema of a spec
   * @param seed the same gives the same service
   */
  RandomServices(JsonNode schema, long seed) {
    this.schema = schema;
    this.random = new Random(seed);
    this.words = new RandomWords(random);
  }

  /** The service of this seed, as a user might declare it. */
  ObjectNode service() {
    ObjectNode object = JSON.objectNode();
    object.put("apiVersion", "swarmoperator.io/v1alpha1").put("kind", "SwarmService");
    object
        .putObject("metadata")
        .put("name", words.of("metadata.name").orElseThrow().asText())
        .put("namespace", "default")
        .put("uid", "11111111-2222-3333-4444-555555555555")
        .putObject("labels")
        .put("tier", "front");
    ObjectNode spec = (ObjectNode) value("", schema);
    new RandomRepairs(random).repair(spec);
    object.set("spec", spec);
    return object;
  }

  private JsonNode value(String path, JsonNode declared) {
    return words.of(path).orElseGet(() -> byType(path, declared));
  }

  private JsonNode byType(String path, JsonNode declared) {
    if (declared.has("enum")) {
      return pick(declared.path("enum"));
    }
    return switch (declared.path("type").asText()) {
      case "object" -> object(path, declared);
      case "array" -> array(path, declared);
      case "boolean" -> JSON.booleanNode(random.nextBoolean());
      case "integer" -> integer(declared);
      case "number" -> JSON.numberNode(List.of(0.0, 0.3, 1.0).get(random.nextInt(3)));
      default -> text(path, declared);
    };
  }

  private JsonNode pick(JsonNode values) {
    return values.get(random.nextInt(values.size()));
  }

  private ObjectNode object(String path, JsonNode declared) {
    ObjectNode object = JSON.objectNode();
    List<String> required = new java.util.ArrayList<>();
    declared.path("required").forEach(name -> required.add(name.asText()));
    for (Map.Entry<String, JsonNode> field : declared.path("properties").properties()) {
      if (required.contains(field.getKey()) || random.nextDouble() < optional(path)) {
        String below = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
        object.set(field.getKey(), value(below, field.getValue()));
      }
    }
    if (declared.has("additionalProperties")) {
      for (int i = random.nextInt(ITEMS + 1); i > 0; i--) {
        String key = words.of(path + "{key}").orElseThrow(() -> missing(path + "{key}")).asText();
        object.set(key, value(path + "{}", declared.path("additionalProperties")));
      }
    }
    return object;
  }

  private static double optional(String path) {
    return path.isEmpty() || path.equals("template") ? OPTIONAL : OPTIONAL_FAR_DOWN;
  }

  private ArrayNode array(String path, JsonNode declared) {
    ArrayNode array = JSON.arrayNode();
    for (int i = random.nextInt(ITEMS + 1); i > 0; i--) {
      array.add(value(path + "[]", declared.path("items")));
    }
    return array;
  }

  private JsonNode integer(JsonNode declared) {
    long least = declared.path("minimum").asLong(Integer.MIN_VALUE);
    long most = declared.path("maximum").asLong(Integer.MAX_VALUE);
    return switch (random.nextInt(5)) {
      case 0 -> JSON.numberNode(least);
      case 1 -> JSON.numberNode(most);
      default -> JSON.numberNode(Math.min(most, least + 1 + random.nextInt(9)));
    };
  }

  private JsonNode text(String path, JsonNode declared) {
    if (declared.path("x-kubernetes-validations").toString().contains("must be a duration from")) {
      return words.duration();
    }
    throw missing(path);
  }

  private static IllegalStateException missing(String path) {
    return new IllegalStateException("RandomWords has none for " + path);
  }
}
