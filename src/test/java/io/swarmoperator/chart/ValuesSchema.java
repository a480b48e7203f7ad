package io.swarmoperator.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swarmoperator.chart.ValuesFile.Value;
import java.util.List;
import java.util.Map;

/** The JSON schema of the chart's values: closed, so that a slip of the pen is an error. */
final class ValuesSchema {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ValuesSchema() {}

  static String of(List<Value> values) throws JsonProcessingException {
    ObjectNode schema = JSON.createObjectNode();
    schema.put("$schema", "https://json-schema.org/draft-07/schema#");
    schema.put("title", "Values of the chart swarm-operator");
    closed(schema);
    // Helm hands it to every chart that another one includes
    ((ObjectNode) schema.get("properties")).putObject("global").put("type", "object");
    for (Value value : values) {
      ObjectNode parent = schema;
      for (String key : value.path().subList(0, value.path().size() - 1)) {
        ObjectNode properties = (ObjectNode) parent.get("properties");
        parent =
            properties.has(key)
                ? (ObjectNode) properties.get(key)
                : closed(properties.putObject(key));
      }
      String key = value.path().get(value.path().size() - 1);
      ((ObjectNode) parent.get("properties")).set(key, leaf(value));
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
  }

  private static ObjectNode closed(ObjectNode schema) {
    schema.put("type", "object").put("additionalProperties", false).putObject("properties");
    return schema;
  }

  private static ObjectNode leaf(Value value) throws JsonProcessingException {
    ObjectNode schema = JSON.createObjectNode();
    schema.put("description", value.text());
    schema.put("type", type(value));
    for (Map.Entry<String, String> bound : value.bounds().entrySet()) {
      bound(schema, bound.getKey(), bound.getValue());
    }
    schema.set("default", value.standard());
    return schema;
  }

  private static String type(Value value) {
    return switch (value.standard().getNodeType()) {
      case STRING -> "string";
      case BOOLEAN -> "boolean";
      case NUMBER -> "integer";
      case ARRAY -> "array";
      case OBJECT -> "object";
      default -> throw new IllegalArgumentException(value.name() + " has no default");
    };
  }

  private static void bound(ObjectNode schema, String name, String text)
      throws JsonProcessingException {
    switch (name) {
      case "required" -> schema.put("minLength", 1);
      case "pattern" -> schema.put("pattern", text);
      case "min" -> schema.put("minimum", Integer.parseInt(text));
      case "max" -> schema.put("maximum", Integer.parseInt(text));
      case "items" -> schema.set("items", JSON.readTree(text));
      case "unique" -> schema.put("uniqueItems", true);
      case "nonempty" -> schema.put("minItems", 1);
      case "map" -> {
        ObjectNode texts = schema.putObject("additionalProperties").put("type", "string");
        if (!text.isEmpty()) {
          texts.put("pattern", text);
        }
      }
      case "open" -> {
        schema.put("additionalProperties", text.isEmpty());
        if (!text.isEmpty()) {
          ObjectNode keys = schema.putObject("properties");
          List.of(text.split(", ", -1)).forEach(keys::putObject);
        }
      }
      case "enum" -> {
        ArrayNode words = schema.putArray("enum");
        for (String word : text.split(", ", -1)) {
          words.add(word.equals("\"\"") ? "" : word);
        }
      }
      case "reserved" -> {
        // by name, not by propertyNames: Helm tells no path of those
        ObjectNode keys = schema.putObject("properties");
        for (String key : text.split(", ", -1)) {
          keys.put(key, false);
        }
      }
      default -> throw new IllegalArgumentException("values.yaml: what is @" + name + "?");
    }
  }
}
