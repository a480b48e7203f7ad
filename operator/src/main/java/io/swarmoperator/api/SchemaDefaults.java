package io.swarmoperator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;

/**
 * The defaults that a schema fills in. {@link #apply} does what the API server does to an object
 * that it stores; {@link #prune} finds the smallest object of which the API server would make the
 * same.
 */
public final class SchemaDefaults {
  private static final SchemaDefaults SERVICE_SPEC = serviceSpec();

  private final JsonNode schema;

  /**
   * The defaults of any schema.
   *
   * @param schema as it stands in a definition: properties, items, default
   */
  public SchemaDefaults(JsonNode schema) {
    this.schema = schema;
  }

  /** The schema of a SwarmService's spec, out of its definition. */
  public static SchemaDefaults ofServiceSpec() {
    return SERVICE_SPEC;
  }

  /** The value with every absent field that has a default filled in. */
  public JsonNode apply(JsonNode value) {
    if (value.isArray()) {
      ArrayNode items = JsonNodeFactory.instance.arrayNode();
      value.forEach(item -> items.add(items().apply(item)));
      return items;
    }
    if (!value.isObject()) {
      return value;
    }
    ObjectNode complete = JsonNodeFactory.instance.objectNode();
    schema.path("properties").properties().forEach(field -> fill(complete, field));
    value.properties().stream()
        .filter(field -> !field.getValue().isNull())
        .forEach(
            field ->
                complete.set(field.getKey(), property(field.getKey()).apply(field.getValue())));
    return complete;
  }

  private static void fill(ObjectNode object, Map.Entry<String, JsonNode> field) {
    JsonNode defaultValue = field.getValue().path("default");
    if (!defaultValue.isMissingNode()) {
      object.set(field.getKey(), new SchemaDefaults(field.getValue()).apply(defaultValue));
    }
  }

  /** The value without every field that is null or as the API server would fill it in. */
  public JsonNode prune(JsonNode value) {
    if (value.isArray()) {
      ArrayNode items = JsonNodeFactory.instance.arrayNode();
      value.forEach(item -> items.add(items().prune(item)));
      return items;
    }
    if (!value.isObject()) {
      return value;
    }
    ObjectNode pruned = JsonNodeFactory.instance.objectNode();
    value.properties().stream()
        .filter(
            field ->
                !field.getValue().isNull() && !property(field.getKey()).isDefault(field.getValue()))
        .forEach(
            field -> pruned.set(field.getKey(), property(field.getKey()).prune(field.getValue())));
    return pruned;
  }

  private boolean isDefault(JsonNode value) {
    JsonNode defaultValue = schema.path("default");
    return !defaultValue.isMissingNode()
        && prune(value).equals(SchemaDefaults::compareNumbers, prune(defaultValue));
  }

  /**
   * Numbers by value: the same number may come as an int from YAML and as a long from an object.
   */
  private static int compareNumbers(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue());
    }
    return one.equals(other) ? 0 : 1;
  }

  private SchemaDefaults items() {
    return new SchemaDefaults(schema.path("items"));
  }

  private SchemaDefaults property(String name) {
    JsonNode declared = schema.path("properties").path(name);
    return new SchemaDefaults(
        declared.isMissingNode() ? schema.path("additionalProperties") : declared);
  }

  private static SchemaDefaults serviceSpec() {
    JsonNode definition =
        new KubernetesSerialization()
            .unmarshal(CustomResourceDefinitions.yaml(SwarmService.class), JsonNode.class);
    return new SchemaDefaults(
        definition.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec"));
  }
}
